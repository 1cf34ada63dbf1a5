/**
 * A trainer whose products are the system's OpenBLAS: the same training within rounding, and never where bits are
 * promised.
 */
import { createTrainer, type Dataset, type TrainerOptions } from "minibatch";
import { nodeThreads } from "minibatch/node";
import { expect, test } from "vitest";
import { testWith } from "../../test/requirements.ts";
import { loadBlas } from "./load-blas.ts";

const features = 300;
const rows = 96;
const values = Float32Array.from({ length: rows * features }, (_, i) => Math.fround(Math.sin(i * 0.7) * 0.5));
const data: Dataset = {
  x: { kind: "dense", rows, features, values, scale: 1 },
  y: { kind: "classes", values: Int32Array.from({ length: rows }, (_, i) => i % 3) },
};
const options: TrainerOptions = {
  model: {
    inputs: features,
    layers: [
      { kind: "dense", units: 310, activation: "relu" },
      { kind: "dense", units: 290, activation: "tanh" },
      { kind: "dense", units: 3 },
    ],
    loss: "softmax-cross-entropy",
  },
  optimizer: { kind: "sgd", learningRate: 0.05 },
  seed: 5,
};

async function train(more: Partial<TrainerOptions>): Promise<{ weights: number[]; backendName: string }> {
  using trainer = await createTrainer({ ...options, ...more });
  await trainer.fit(data, { epochs: 3, batchSize: 48 });
  const predictions = await trainer.predict(data.x);
  return {
    weights: [...trainer.weights().flatMap((w) => [...w.values]), ...predictions],
    backendName: trainer.backendName,
  };
}

function largestDifference(a: readonly number[], b: readonly number[]): number {
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}

for (const kind of ["sgd", "adam"]) {
  testWith("openblas", `${kind}: all products by BLAS, or the wide ones, train as the WASM kernels do`, async () => {
    const blas = await loadBlas();
    const optimizer = { kind, learningRate: kind === "sgd" ? 0.05 : 0.001 } as TrainerOptions["optimizer"];
    const plain = await train({ optimizer });
    const all = await train({ optimizer, backend: "blas", blas });
    const wide = await train({ optimizer, blas, threads: nodeThreads({ count: 2 }) });
    expect([plain.backendName, all.backendName]).toEqual(["wasm-relaxed", "blas"]);
    for (const { weights } of [all, wide]) {
      expect(weights.every(Number.isFinite)).toBe(true);
      expect(largestDifference(weights, plain.weights)).toBeLessThan(1e-4);
    }
    // it was at work: other products round otherwise
    expect(largestDifference(all.weights, plain.weights)).toBeGreaterThan(0);
    expect(largestDifference(wide.weights, plain.weights)).toBeGreaterThan(0);
  });
}

testWith("openblas", "strict numerics never use it", async () => {
  const blas = await loadBlas();
  const strict = await train({ numerics: "strict" });
  expect((await train({ numerics: "strict", blas })).weights).toEqual(strict.weights);
  await expect(train({ numerics: "strict", backend: "blas", blas })).rejects.toThrow(
    /backend.*cannot be "blas" in strict/,
  );
  await expect(train({ precision: "float64", backend: "blas", blas })).rejects.toThrow(/cannot be "blas" in float64/);
});

test("without one, auto is the WASM kernels and blas says what is missing", async () => {
  expect((await train({ blas: null })).backendName).toBe("wasm-relaxed");
  await expect(train({ backend: "blas", blas: null })).rejects.toThrow(/no BLAS is given/);
});

testWith("openblas", "a number that is not finite ends a training at the step at which it does without", async () => {
  const blas = await loadBlas();
  const model = {
    inputs: features,
    layers: [
      { kind: "dense", units: 64, activation: "leaky-relu" },
      { kind: "dense", units: 2 },
    ],
    loss: "mean-squared-error",
  } as const;
  const y = { kind: "values", columns: 2, values: Float32Array.from({ length: 2 * rows }, (_, i) => i % 7) } as const;
  const steps = [];
  for (const more of [{}, { backend: "blas", blas }] as const) {
    using trainer = await createTrainer({ ...options, model, optimizer: { kind: "sgd", learningRate: 1e8 }, ...more });
    await expect(trainer.fit({ x: data.x, y }, { epochs: 9, batchSize: 8 })).rejects.toThrow(/step/);
    steps.push(trainer.stepCount);
  }
  expect(steps[1]).toBe(steps[0]);
});
