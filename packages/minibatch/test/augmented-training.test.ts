/** Training on changed pictures: the same bits however it is cut, on any rows, on any executor. */
import { describe, expect, test } from "vitest";
import { nodeThreads } from "../src/hosts/node.ts";
import {
  compressRows,
  createTrainer,
  type Dataset,
  type FitOptions,
  restoreTrainer,
  type Trainer,
} from "../src/index.ts";
import { createStream } from "../src/random/stream.ts";
import { fillUniform } from "../src/random/uniform.ts";

const ROWS = 50;
const values = new Float32Array(ROWS * 64);
fillUniform(createStream(3, "data"), values, 0, 1);
for (let i = 0; i < values.length; i++) if (values[i] < 0.7) values[i] = 0;
const data: Dataset = {
  x: { kind: "dense", rows: ROWS, features: 64, values, scale: 1 },
  y: { kind: "classes", values: Int32Array.from({ length: ROWS }, (_, i) => i % 3) },
};
const fit = {
  epochs: 3,
  batchSize: 8,
  augment: [
    { kind: "random-shift", pixels: 1 },
    "random-flip",
    { kind: "random-rotation", degrees: 15 },
    "random-erasing",
  ],
} as const satisfies FitOptions;

const options = {
  model: {
    inputs: [8, 8, 1],
    layers: [{ kind: "flatten" }, { kind: "dense", units: 9, activation: "tanh" }, { kind: "dense", units: 3 }],
    loss: "softmax-cross-entropy",
  },
  optimizer: "adam",
  seed: 5,
  numerics: "strict",
} as const;

const weightsOf = (trainer: Trainer): number[][] => trainer.weights().map((tensor) => [...tensor.values]);

async function train(given: Dataset = data, more: object = {}, fitting: FitOptions = fit): Promise<number[][]> {
  using trainer = await createTrainer({ ...options, ...more });
  await trainer.fit(given, fitting);
  return weightsOf(trainer);
}

describe("the same bits", async () => {
  const once = await train();

  test("step by step and at once, where the first layer reads rows that are mostly 0", async () => {
    const model = { ...options.model, layers: [{ kind: "flatten" }, { kind: "dense", units: 3 }] };
    const sparse = {
      ...data,
      x: { ...data.x, values: values.map((value, i) => (i % 10 === 0 ? value : 0)) },
    } as Dataset;
    for (const one of [data, sparse]) {
      expect(await train(one, { model })).toEqual(await train(one, { model }, { ...fit, onStep: () => undefined }));
    }
  });

  test("again, and not without", async () => {
    expect(await train()).toEqual(once);
    const { augment: _, ...plain } = fit;
    expect(await train(data, {}, plain)).not.toEqual(once);
    expect(await train(data, { seed: 6 })).not.toEqual(once);
  });

  test("of compressed rows, and on two threads", async () => {
    const { x } = data;
    if (x.kind !== "dense") throw new Error("they are dense");
    const compressed = { ...data, x: compressRows(x) };
    expect(await train(compressed)).toEqual(once);
    expect(await train(data, { threads: nodeThreads({ count: 2 }) })).toEqual(once);
  });

  test("stopped in the middle of an epoch and gone on with from a checkpoint", async () => {
    const stop = new AbortController();
    using first = await createTrainer(options);
    let steps = 0;
    const onStep = (): void => void (++steps === 10 && stop.abort(new Error("enough")));
    await expect(first.fit(data, { ...fit, onStep, signal: stop.signal })).rejects.toThrow("enough");
    using second = await restoreTrainer(first.checkpoint());
    await second.fit(data, fit);
    expect(weightsOf(second)).toEqual(once);
  });
});

test("an epoch that was left in its middle is ended with the list that it began with", async () => {
  const stop = new AbortController();
  using first = await createTrainer(options);
  let steps = 0;
  const onStep = (): void => void (++steps === 10 && stop.abort(new Error("enough")));
  await expect(first.fit(data, { ...fit, onStep, signal: stop.signal })).rejects.toThrow("enough");
  using restored = await restoreTrainer(first.checkpoint());
  const { augment: _, ...plain } = fit;
  const reason = /: epoch 2 was left after 3 batches with \[.*"random-flip".*\]; end it with that \(epochs: 2\) before/;
  for (const trainer of [first, restored]) {
    const before = weightsOf(trainer);
    await expect(trainer.fit(data, plain)).rejects.toThrow(/^augment: cannot be none/);
    await expect(trainer.fit(data, plain)).rejects.toThrow(reason);
    await expect(trainer.fit(data, { ...fit, augment: ["random-erasing"] })).rejects.toThrow(
      /^augment: cannot be \[\{"kind":"random-erasing"/,
    );
    expect(weightsOf(trainer)).toEqual(before);
  }
  await restored.fit(data, { ...fit, epochs: 2 });
  expect(await restored.fit(data, plain)).toHaveLength(1);
});

test("evaluation is of the rows as they are", async () => {
  using trainer = await createTrainer(options);
  const [report] = await trainer.fit(data, { ...fit, epochs: 1, evaluateTrain: true });
  expect(report.train).toEqual(await trainer.evaluate(data));
});

test("float64 draws the same changes", async () => {
  const wide = await train(data, { precision: "float64" });
  const narrow = await train();
  for (const [i, tensor] of wide.entries()) {
    for (const [j, value] of tensor.entries()) expect(Math.abs(value - narrow[i][j])).toBeLessThan(1e-4);
  }
});

test("what is no picture, and what is no augmentation, is refused before anything is trained", async () => {
  const flat = { ...options.model, inputs: 64, layers: options.model.layers.slice(1) };
  using trainer = await createTrainer({ ...options, model: flat });
  await expect(trainer.fit(data, fit)).rejects.toThrow(
    "augment: cannot be used: the model's rows are [64], which is no picture; give it inputs: [8, 8, 1]",
  );
  using other = await createTrainer(options);
  const wrong = [{ kind: "random-shift", pixels: -1 }] as const;
  await expect(other.fit(data, { ...fit, augment: wrong })).rejects.toThrow("augment[0].pixels: cannot use -1");
  expect(other.stepCount).toBe(0);
});

test("weights of rows go with their rows", async () => {
  const { augment: _, ...plain } = fit;
  const still: FitOptions = { ...plain, augment: [{ kind: "random-shift", pixels: 0 }] };
  const weighted = { ...data, weights: Float64Array.from({ length: ROWS }, (_, i) => 1 + (i % 4)) };
  expect(await train(weighted, {}, still)).toEqual(await train(weighted, {}, plain));
  expect(await train(weighted, {}, still)).not.toEqual(await train(data, {}, plain));
});
