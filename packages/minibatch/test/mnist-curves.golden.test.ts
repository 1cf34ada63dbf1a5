/** Twenty updates of the 784-200-100-10 network on real MNIST, against PyTorch in float64. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe } from "vitest";
import { testWith } from "../../lab/test/requirements.ts";
import type { Dataset } from "../src/data/dataset.ts";
import type { OptimizerInput } from "../src/optimizers/define-optimizer.ts";
import type { Backend } from "../src/plan/executor.ts";
import { createReferenceBackend } from "../src/reference/backend.ts";
import { createTrainer } from "../src/train/create-trainer.ts";
import { expectClose, type Tolerance } from "./expect-close.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

interface Case {
  readonly activation: "relu" | "tanh";
  readonly optimizer: string;
  readonly losses: readonly number[];
  readonly W_sum: readonly number[];
  readonly W_norm: readonly number[];
  readonly b: readonly (readonly number[])[];
}

const golden = JSON.parse(readFileSync(new URL("../fixtures/mnist-curves-torch.json", import.meta.url), "utf8")) as {
  readonly sizes: readonly number[];
  readonly cases: readonly Case[];
};

const optimizers: Readonly<Record<string, OptimizerInput>> = {
  "sgd lr=0.1": { kind: "sgd", flavour: "torch", learningRate: 0.1 },
  "sgd lr=0.05 momentum=0.9 nesterov": {
    kind: "sgd",
    flavour: "torch",
    learningRate: 0.05,
    momentum: 0.9,
    nesterov: true,
  },
  "adam lr=0.001": { kind: "adam", flavour: "torch", learningRate: 0.001 },
};

const BATCH = 100;

/** Batches 0 to 19 of the first 2,000 training images, in order. */
function readBatches(data: string): readonly Dataset[] {
  const read = (name: string, header: number): Uint8Array =>
    new Uint8Array(gunzipSync(readFileSync(join(data, "mnist", `${name}-ubyte.gz`)))).subarray(header);
  const images = read("train-images-idx3", 16);
  const labels = read("train-labels-idx1", 8);
  return Array.from({ length: 20 }, (_, i) => ({
    x: {
      kind: "dense",
      rows: BATCH,
      features: 784,
      values: images.subarray(i * BATCH * 784, (i + 1) * BATCH * 784),
      scale: 1 / 255,
    },
    y: { kind: "classes", values: labels.subarray(i * BATCH, (i + 1) * BATCH) },
  }));
}

/** The generator's: W_k at flat index j is sin(1 + 0.37 j + k) sqrt(4 / (inputs + outputs)). */
function initialWeights(k: number, inputs: number, outputs: number): Float64Array {
  const scale = Math.sqrt(4 / (inputs + outputs));
  return Float64Array.from({ length: inputs * outputs }, (_, j) => Math.sin(1 + 0.37 * j + k) * scale);
}

async function check(
  backend: Backend,
  { activation, optimizer, ...expected }: Case,
  data: string,
  tolerance: Tolerance,
) {
  const units = golden.sizes.slice(1);
  const trainer = await createTrainer({
    backend,
    model: {
      inputs: golden.sizes[0],
      layers: units.map((count, k) => ({
        kind: "dense",
        name: `layer${k + 1}`,
        units: count,
        activation: k < units.length - 1 ? activation : "linear",
      })),
      loss: "softmax-cross-entropy",
    },
    optimizer: optimizers[optimizer],
  });
  trainer.setWeights(
    units.map((count, k) => ({ name: `layer${k + 1}.weights`, values: initialWeights(k, golden.sizes[k], count) })),
  );
  const losses = readBatches(data).map((batch) => trainer.step(batch));
  expectClose(losses, expected.losses, tolerance);
  const tensors = trainer.weights();
  for (let k = 0; k < units.length; k++) {
    const weights = Array.from(tensors[2 * k].values);
    expectClose(Math.hypot(...chunkNorms(weights)), expected.W_norm[k], tolerance);
    // A sum of 156,800 float32 weights of both signs has no figures left to compare.
    if (backend.precision === "float64") expectClose(sum(weights), expected.W_sum[k], tolerance);
    expectClose(tensors[2 * k + 1].values, expected.b[k], tolerance);
  }
  trainer.dispose();
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Math.hypot of 156,800 arguments overflows the stack: norms of parts first. */
function chunkNorms(values: readonly number[]): number[] {
  const norms: number[] = [];
  for (let i = 0; i < values.length; i += 1000) norms.push(Math.hypot(...values.slice(i, i + 1000)));
  return norms;
}

function describeCurves(backend: Backend, tolerance: Tolerance): void {
  describe(`${backend.name}: loss curves on MNIST within ${tolerance.abs} of PyTorch's`, () => {
    for (const one of golden.cases) {
      testWith("mnist", `${one.activation}, ${one.optimizer}`, (data) => check(backend, one, data, tolerance), 60_000);
    }
  });
}

describeCurves(createReferenceBackend("float64"), { abs: 1e-6 });
for (const backend of await everyWasmBackend()) describeCurves(backend, { abs: 2e-4 });
