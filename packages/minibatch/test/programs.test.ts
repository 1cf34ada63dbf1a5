/**
 * Many steps in one call, on any number of threads, leave the bits that a step at a time leaves, each operation by
 * itself.
 */
import { describe, expect, test, vi } from "vitest";
import { compressRows } from "../src/data/compress-rows.ts";
import type { Dataset, DenseRows } from "../src/data/dataset.ts";
import { nodeThreads } from "../src/hosts/node.ts";
import type { ModelInput } from "../src/model/define-model.ts";
import type { OptimizerInput } from "../src/optimizers/define-optimizer.ts";
import type { Backend } from "../src/plan/executor.ts";
import type { ThreadHost } from "../src/plan/thread-host.ts";
import { createReferenceBackend } from "../src/reference/backend.ts";
import { createTrainer } from "../src/train/create-trainer.ts";
import { ThreadTimings } from "../src/wasm/thread-timings.ts";
import { SHAPES_BEYOND_BLOCKS } from "./block-sizes.ts";
import { eagerly } from "./eager-threads.ts";
import { everyOptimizer } from "./every-optimizer.ts";
import { expectClose } from "./expect-close.ts";
import { drawBlobs, drawSparse, targets } from "./toy-data.ts";
import { everyWasmBackend } from "./wasm-backends.ts";
import { stepByStep, watched } from "./watched-backend.ts";

interface Case {
  readonly model: ModelInput;
  readonly optimizer: OptimizerInput;
  readonly data: Dataset;
  readonly batchSize: number;
}

/** Everything a training gives: weights, figures, predictions, as one array. */
async function train(
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
        losses.push(gradientNorm, updateRatio, meanActivation);
    }
    const predictions = await trainer.predict(data.x);
    return [...losses, ...trainer.weights().flatMap(({ values }) => [...values]), ...predictions];
  } finally {
    trainer.dispose();
  }
}

const dense = drawBlobs(130, 20, 3, 1);
/** two rows */
const dense37 = drawBlobs(2, 37, 3, 9).x;
const sparse = drawSparse(130, 37, 3, 0.15, 2);
const bits: Dataset = {
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
function drawBytes(rows: number, features: number): Dataset {
  const values = Uint8Array.from({ length: rows * features }, (_, i) => (i % 7 === (i >> 5) % 7 ? (i * 97) % 256 : 0));
  return {
    x: { kind: "dense", rows, features, values, scale: 1 / 255 },
    y: { kind: "classes", values: Int32Array.from({ length: rows }, (_, r) => r % 3) },
  };
}

function compressed({ x, y }: Dataset): Dataset {
  return { x: x.kind === "dense" ? compressRows(x) : x, y };
}

const softmax = (inputs: number, ...activations: readonly string[]): ModelInput =>
  ({
    inputs,
    layers: [
      ...activations.map((activation, i) => ({ kind: "dense", units: 23 - 6 * i, activation })),
      { kind: "dense", units: 3 },
    ],
    loss: "softmax-cross-entropy",
  }) as ModelInput;

const cases: Readonly<Record<string, Case>> = {
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

describe.each(await everyWasmBackend())("$name", (backend) => {
  for (const [name, one] of Object.entries(cases)) {
    test(`${name}: as a step at a time, on 1, 2, 3 and 4 threads`, async () => {
      const expected = await train(stepByStep(backend), one);
      expect(expected.every(Number.isFinite)).toBe(true);
      expect(await train(backend, one)).toEqual(expected);
      for (const count of [2, 3, 4]) {
        const host = eagerly(nodeThreads({ count }));
        const chosen = watchThreads();
        expect(await train(backend, one, host)).toEqual(expected);
        expect(host.started()).toBe(count - 1);
        // steps and passes ran on every number of them
        expect(chosen()).toEqual(Array.from({ length: count }, (_, i) => i + 1));
      }
    });

    test(`${name}: as the reference, but for rounding`, async () => {
      const expected = await train(createReferenceBackend("float64"), one);
      expectClose(await train(backend, one), expected, { abs: 1e-4, rel: 1e-3 });
    });
  }

  test.each(everyOptimizer)("$name: as a step at a time", async ({ spec }) => {
    const one: Case = { model: softmax(20, "relu"), optimizer: spec as OptimizerInput, data: dense, batchSize: 32 };
    expect(await train(backend, one)).toEqual(await train(stepByStep(backend), one));
  });

  test("wide layers, packed and shared out by columns: as a step at a time, on 1, 2 and 3 threads", async () => {
    const model: ModelInput = {
      inputs: 400,
      layers: [
        { kind: "dense", units: 421, activation: "relu" },
        { kind: "dense", units: 403, activation: "tanh" },
        { kind: "dense", units: 3 },
      ],
      loss: "softmax-cross-entropy",
    };
    const one: Case = {
      model,
      optimizer: { kind: "sgd", learningRate: 0.05 },
      data: drawBlobs(90, 400, 3, 4),
      batchSize: 45,
    };
    const expected = await train(stepByStep(backend), one);
    for (const count of [1, 2, 3]) expect(await train(backend, one, eagerly(nodeThreads({ count })))).toEqual(expected);
  });

  test("a batch of more rows than a block of the kernels has: as a step at a time, on 1 and 2 threads", async () => {
    const [B, I, O] = SHAPES_BEYOND_BLOCKS[0];
    const hidden = { kind: "dense", units: O, activation: "relu" } as const;
    const one: Case = {
      model: { inputs: I, layers: [hidden, { kind: "dense", units: 3 }], loss: "softmax-cross-entropy" },
      optimizer: { kind: "sgd", learningRate: 0.05 },
      data: drawBlobs(B + 7, I, 3, 4),
      batchSize: B,
    };
    const expected = await train(stepByStep(backend), one);
    for (const count of [1, 2]) expect(await train(backend, one, eagerly(nodeThreads({ count })))).toEqual(expected);
  });

  test("sparse rows are dense rows with the zeros left out", async () => {
    const { x, y } = sparse;
    if (x.kind !== "dense") throw new Error("the rows are drawn dense");
    const one = cases["sparse rows, ReLU, plain SGD"];
    // above the share from which rows are compressed, in entries that are not exactly 0 but vanish in float32
    const values = Float64Array.from(x.values, (value) => (value === 0 ? 1e-60 : value));
    const filled: Dataset = { x: { ...x, values }, y };
    expect(await train(backend, { ...one, data: filled })).toEqual(await train(backend, one));
  });

  test("what lies in the arena is given back, also by a fit that was given up and by one that failed", async () => {
    const { backend: seen, memoryBytes } = watched(backend);
    const { model, optimizer, batchSize } = cases["bytes, most of them 0, in runs of columns"];
    const data = drawBytes(900, 613);
    using trainer = await createTrainer({ model, optimizer, backend: seen, capacity: 50 });
    const fit = (epochs: number): Promise<unknown> => trainer.fit(data, { epochs, batchSize, validation: data });
    await fit(1);
    const before = memoryBytes();
    await fit(2);
    for await (const _ of trainer.epochs(compressed(data), { epochs: 9, batchSize, validation: data })) break;
    const aborted = { aborted: true, reason: new Error("enough") };
    await expect(trainer.fit(data, { epochs: 9, batchSize, signal: aborted })).rejects.toThrow("enough");
    await trainer.evaluate(data);
    await trainer.predict(data.x);
    await fit(trainer.epochCount + 1);
    expect(memoryBytes()).toBe(before);
  });

  test("programs that had to make room for others are put back", async () => {
    const { model, optimizer, data, batchSize } = cases["sparse rows, ReLU, plain SGD"];
    const options = { epochs: 4, batchSize, evaluateTrain: true };
    using alone = await createTrainer({ model, optimizer, backend, capacity: 40 });
    const expected = await alone.fit(data, options);
    using trainer = await createTrainer({ model, optimizer, backend, capacity: 40 });
    const reports = [];
    for await (const report of trainer.epochs(data, options)) {
      reports.push(report);
      // each of them compiles a program of its own: together more than there is room for
      for (let i = 0; i < 400; i++)
        await trainer.evaluate({ x: dense37, y: { kind: "classes", values: new Uint8Array(2) } });
    }
    expect(reports).toEqual(expected);
    expect(trainer.weights()).toEqual(alone.weights());
  });

  const leaky = { kind: "dense", units: 9, activation: "leaky-relu" };
  const tanh = { kind: "dense", units: 9, activation: "tanh", regularizer: { l2: 1 } };
  const squared = { inputs: 20, layers: [{ kind: "dense", units: 2 }], loss: "mean-squared-error" };
  const huge: Dataset = { ...bits, x: { ...(dense.x as DenseRows), scale: 1e20 } };

  test.each([
    [
      "the loss",
      { ...softmax(20), layers: [leaky, leaky, { kind: "dense", units: 3 }] },
      { kind: "nadam", learningRate: 1e13 },
      dense,
    ],
    [
      "a penalty",
      { ...softmax(20), layers: [tanh, { kind: "dense", units: 3 }] },
      { kind: "sgd", learningRate: 3 },
      dense,
    ],
    ["a gradient that would be clipped", squared, { kind: "sgd", learningRate: 1e-9, clipValue: 1 }, huge],
  ])(
    "%s that is not finite ends a training as one made step by step, and leaves what that leaves",
    async (_, model, optimizer, data) => {
      const outcomes = [];
      for (const kernels of [stepByStep(backend), backend]) {
        const options = {
          model: model as ModelInput,
          optimizer: optimizer as OptimizerInput,
          backend: kernels,
          seed: 3,
        };
        using trainer = await createTrainer(options);
        const message = await trainer.fit(data, { epochs: 200, batchSize: 8 }).catch((error: Error) => error.message);
        outcomes.push({ message, count: trainer.stepCount, weights: trainer.weights(), saved: trainer.checkpoint() });
      }
      expect(outcomes[1]).toEqual(outcomes[0]);
      expect(outcomes[0].message).toContain("step");
    },
  );
});
