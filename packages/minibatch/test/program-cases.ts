/** Trainings that between them use every operation of a program, and what each gives. */
import { expect, vi } from "vitest";
import { compressRows } from "../src/data/compress-rows.ts";
import type { Dataset } from "../src/data/dataset.ts";
import { nodeThreads } from "../src/hosts/node.ts";
import type { ModelInput } from "../src/model/define-model.ts";
import type { OptimizerInput } from "../src/optimizers/define-optimizer.ts";
import type { Backend } from "../src/plan/executor.ts";
import type { ThreadHost } from "../src/plan/thread-host.ts";
import { createTrainer } from "../src/train/create-trainer.ts";
import { ThreadTimings } from "../src/wasm/thread-timings.ts";
import "../src/every-kind.ts";
import { eagerly } from "./eager-threads.ts";
import { drawBlobs, drawSparse, targets } from "./toy-data.ts";
import { stepByStep } from "./watched-backend.ts";

export interface Case {
  readonly model: ModelInput;
  readonly optimizer: OptimizerInput;
  readonly data: Dataset;
  readonly batchSize: number;
}

/** Everything a training gives: weights, figures, predictions, as one array. */
export async function train(
  backend: Backend,
  { model, optimizer, data, batchSize }: Case,
  threads?: ThreadHost,
): Promise<number[]> {
  const trainer = await createTrainer({
    model,
    optimizer,
    backend,
    seed: 3,
    capacity: 50,
    ...(threads && { threads }),
  });
  try {
    const losses: number[] = [];
    const reports = await trainer.fit(data, {
      epochs: 4,
      batchSize,
      validation: data,
      evaluateTrain: true,
      doctor: true,
    });
    for (const { batchLoss, train: figures, validation, health } of reports) {
      losses.push(batchLoss, figures?.loss ?? 0, validation?.loss ?? 0, validation?.accuracy ?? 0);
      for (const { gradientNorm, updateRatio, meanActivation } of health)
        losses.push(gradientNorm ?? 0, updateRatio ?? 0, meanActivation);
    }
    const predictions = await trainer.predict(data.x);
    return [...losses, ...trainer.weights().flatMap(({ values }) => [...values]), ...predictions];
  } finally {
    trainer.dispose();
  }
}

export const dense = drawBlobs(130, 20, 3, 1);
/** two rows */
export const dense37 = drawBlobs(2, 37, 3, 9).x;
export const sparse = drawSparse(130, 37, 3, 0.15, 2);
export const bits: Dataset = {
  x: dense.x,
  y: targets(
    2,
    Array.from({ length: 260 }, (_, i) => ((i * 7) % 3 === 0 ? 1 : 0)),
  ),
};
const numbers: Dataset = {
  x: sparse.x,
  y: targets(
    3,
    Array.from({ length: 390 }, (_, i) => ((i * 37) % 11) / 11),
  ),
};

/** Rows of bytes, a seventh of them not 0, times 1/255. */
export function drawBytes(rows: number, features: number): Dataset {
  const values = Uint8Array.from({ length: rows * features }, (_, i) => (i % 7 === (i >> 5) % 7 ? (i * 97) % 256 : 0));
  return {
    x: { kind: "dense", rows, features, values, scale: 1 / 255 },
    y: { kind: "classes", values: Int32Array.from({ length: rows }, (_, r) => r % 3) },
  };
}

export function compressed({ x, y }: Dataset): Dataset {
  return { x: x.kind === "dense" ? compressRows(x) : x, y };
}

export const softmax = (inputs: number, ...activations: readonly string[]): ModelInput =>
  ({
    inputs,
    layers: [
      ...activations.map((activation, i) => ({ kind: "dense", units: 23 - 6 * i, activation })),
      { kind: "dense", units: 3 },
    ],
    loss: "softmax-cross-entropy",
  }) as ModelInput;

export const cases: Readonly<Record<string, Case>> = {
  "dense rows, ReLU, plain SGD": {
    model: softmax(20, "relu", "relu"),
    optimizer: { kind: "sgd", learningRate: 0.1 },
    data: dense,
    batchSize: 32,
  },
  "sparse rows, ReLU, plain SGD": {
    model: softmax(37, "relu", "relu"),
    optimizer: { kind: "sgd", learningRate: 0.1 },
    data: sparse,
    batchSize: 32,
  },
  "sparse rows, tanh, Adam, a batch of one": {
    model: softmax(37, "tanh"),
    optimizer: "adam",
    data: sparse,
    batchSize: 1,
  },
  "bytes, most of them 0, in runs of columns": {
    model: softmax(613, "relu"),
    optimizer: { kind: "sgd", learningRate: 0.05 },
    data: drawBytes(110, 613),
    batchSize: 25,
  },
  "entries given as such, in runs of columns": {
    model: softmax(613, "relu"),
    optimizer: { kind: "nadam", learningRate: 0.01 },
    data: compressed(drawBytes(110, 613)),
    batchSize: 25,
  },
  "entries of which none is missing, so that they fill their room": {
    model: softmax(20, "relu"),
    optimizer: { kind: "sgd", learningRate: 0.1 },
    data: compressed(drawBlobs(150, 20, 3, 8)),
    batchSize: 50,
  },
  "normalizations of lists, a last batch of two": {
    model: {
      inputs: 20,
      layers: [
        { kind: "dense", units: 22 },
        { kind: "batch-norm", momentum: 0.8 },
        { kind: "dense", units: 21, activation: "relu" },
        { kind: "layer-norm" },
        { kind: "dense", units: 18, activation: "tanh" },
        { kind: "rms-norm" },
        { kind: "group-norm", groups: 3 },
        { kind: "dense", units: 3 },
      ],
      loss: "softmax-cross-entropy",
    },
    // a bias before a batch normalization has no gradient but rounding, which Adam would make large
    optimizer: { kind: "sgd", learningRate: 0.01, momentum: 0.9 },
    data: dense,
    batchSize: 32,
  },
  "normalizations of pixels, the first of the rows that come in, plain SGD": {
    model: {
      inputs: [5, 4],
      layers: [
        { kind: "batch-norm", momentum: 0.5, epsilon: 1e-5 },
        { kind: "reshape", shape: [2, 2, 5] },
        { kind: "layer-norm", center: false },
        { kind: "reshape", shape: [5, 4] },
        { kind: "batch-norm", scale: false },
        { kind: "group-norm", groups: 2, scale: false },
        { kind: "rms-norm", scale: false, epsilon: 0.1 },
        { kind: "flatten" },
        { kind: "dense", units: 3 },
      ],
      loss: "softmax-cross-entropy",
    },
    optimizer: { kind: "sgd", learningRate: 0.05 },
    data: dense,
    batchSize: 43,
  },
  "penalties of several layers, many steps at once": {
    model: {
      inputs: 20,
      layers: [
        { kind: "dense", units: 19, activation: "tanh", regularizer: { l1: 1e-3 } },
        { kind: "dense", units: 11, activation: "relu" },
        { kind: "dense", units: 3, regularizer: { l1: 1e-4, l2: 1e-2 } },
      ],
      loss: "softmax-cross-entropy",
    },
    optimizer: { kind: "adam", learningRate: 0.01 },
    data: dense,
    batchSize: 8,
  },
  "decoupled decay at a rate that changes with every step": {
    model: softmax(20, "relu"),
    optimizer: {
      kind: "adamw",
      learningRate: 0.05,
      weightDecay: 0.1,
      schedule: { kind: "cosine", over: 40, unit: "step" },
    },
    data: dense,
    batchSize: 8,
  },
  "more dense rows than are gathered at once": {
    model: softmax(401, "relu"),
    optimizer: { kind: "sgd", learningRate: 0.05, momentum: 0.9 },
    data: drawBlobs(1400, 401, 3, 6),
    batchSize: 45,
  },
  "one layer on sparse rows": {
    model: softmax(37),
    optimizer: { kind: "sgd", learningRate: 0.1 },
    data: sparse,
    batchSize: 7,
  },
  "penalties, dropout, clipping by norm and by value": {
    model: {
      inputs: 20,
      layers: [
        { kind: "dropout", rate: 0.1 },
        { kind: "dense", units: 19, activation: "elu", regularizer: { l1: 1e-4, l2: 1e-3 } },
        { kind: "dropout", rate: 0.3 },
        { kind: "dense", units: 11, activation: "gelu", regularizer: { l2: 1e-3 } },
        { kind: "dense", units: 3 },
      ],
      loss: "softmax-cross-entropy",
    },
    optimizer: { kind: "rmsprop", flavour: "keras2", clipNorm: 0.5, clipValue: 0.1 },
    data: dense,
    batchSize: 16,
  },
  "sigmoid, momentum, clipping of each variable, decoupled decay": {
    model: {
      inputs: 20,
      layers: [
        { kind: "dense", units: 9, activation: "silu" },
        { kind: "dense", units: 2 },
      ],
      loss: "sigmoid-binary-cross-entropy",
    },
    optimizer: { kind: "sgd", learningRate: 0.05, momentum: 0.9, nesterov: true, clipNorm: 0.2, weightDecay: 0.01 },
    data: bits,
    batchSize: 13,
  },
  "squared error on sparse rows, an activation at the end, decay in the gradient": {
    model: {
      inputs: 37,
      layers: [
        { kind: "dense", units: 9, activation: "leaky-relu" },
        { kind: "dense", units: 3, activation: "softplus" },
      ],
      loss: "mean-squared-error",
    },
    optimizer: {
      kind: "sgd",
      flavour: "torch",
      learningRate: 0.05,
      weightDecay: 0.01,
      schedule: { kind: "cosine", over: 4 },
    },
    data: numbers,
    batchSize: 40,
  },
  "batches too large to be updated from while they are summed, weights that go by columns": {
    model: softmax(37, "relu"),
    optimizer: { kind: "sgd", learningRate: 0.1 },
    data: drawSparse(800, 37, 3, 0.9, 5),
    batchSize: 400,
  },
};

/** Begins to look; then tells on which numbers of threads work has been done. */
function watchThreads(): () => number[] {
  const choose = vi.spyOn(ThreadTimings.prototype, "choose");
  return () => {
    const chosen = choose.mock.results.map(({ value }) => value);
    choose.mockRestore();
    return [...new Set(chosen)].sort();
  };
}

/** On each of these numbers of threads the bits that a step at a time leaves. */
export async function expectAsStepByStep(backend: Backend, one: Case, counts: readonly number[]): Promise<void> {
  const expected = await train(stepByStep(backend), one);
  expect(expected.every(Number.isFinite)).toBe(true);
  expect(await train(backend, one)).toEqual(expected);
  for (const count of counts) {
    const host = eagerly(nodeThreads({ count }));
    const chosen = watchThreads();
    expect(await train(backend, one, host)).toEqual(expected);
    expect(host.started()).toBe(count - 1);
    // steps and passes ran on every number of them
    expect(chosen()).toEqual(Array.from({ length: count }, (_, i) => i + 1));
  }
}
