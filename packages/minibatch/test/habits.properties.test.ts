/** Habits of training: what holds for all of them, and for any of their numbers. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Dataset, EpochReport, FitOptions, Trainer, TrainerOptions } from "../src/index.ts";
import { createTrainer, decodeCheckpoint, restoreTrainer } from "../src/index.ts";
import type { Backend } from "../src/plan/executor.ts";
import { createNormalSource } from "../src/random/normal.ts";
import { createStream } from "../src/random/stream.ts";
import { createReferenceBackend } from "../src/reference/backend.ts";
import { expectClose } from "./expect-close.ts";
import { expectSameReports } from "./expect-same-reports.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

const FEATURES = 5;

function drawDataset(rows: number, seed: number): Dataset {
  const normal = createNormalSource(createStream(seed, "data"));
  const values = Float32Array.from({ length: rows * FEATURES }, normal);
  const labels = Int32Array.from({ length: rows }, (_, i) => i % 3);
  return { x: { kind: "dense", rows, features: FEATURES, values, scale: 1 }, y: { kind: "classes", values: labels } };
}

type Model = TrainerOptions["model"];
type Optimizer = Extract<TrainerOptions["optimizer"], object>;

const factor = fc.constantFrom(1, 0, 0.5, { weights: 2, biases: 0 });
const layer = fc.record(
  {
    trainable: fc.boolean(),
    rateFactor: factor,
    decayFactor: factor,
    constraint: fc.constantFrom("max-norm", "non-negative", { kind: "max-norm", limit: 0.5 }),
  },
  { requiredKeys: [] },
);
const optimizer = fc.record(
  {
    kind: fc.constantFrom("sgd", "adamw", "nadam", "lamb", "adan"),
    learningRate: fc.constant(0.01),
    accumulate: fc.integer({ min: 1, max: 4 }),
    ema: fc.constantFrom(0.9, { decay: 0.9, correction: "bias" }, { decay: 0.99, correction: "warmup" }),
    weightDecayOn: fc.constantFrom("all", "weights"),
  },
  { requiredKeys: ["kind", "learningRate"] },
) as fc.Arbitrary<Optimizer>;

function modelOf([first, second]: readonly (object | undefined)[], dropout = 0.3): Model {
  return {
    inputs: FEATURES,
    layers: [
      { kind: "dense", units: 6, activation: "tanh", ...first },
      { kind: "dropout", rate: dropout },
      { kind: "dense", units: 4, activation: "relu", ...second },
      { kind: "dense", units: 3 },
    ],
    loss: "softmax-cross-entropy",
  } as Model;
}

/** Trains until the signal has been looked at so often: between two batches of an update, too. */
async function trainUntil(trainer: Trainer, data: Dataset, options: FitOptions, looks: number): Promise<EpochReport[]> {
  const reports: EpochReport[] = [];
  let left = looks;
  const reason = new Error("interrupted");
  const signal = {
    get aborted() {
      return left-- <= 0;
    },
    reason,
  };
  try {
    for await (const report of trainer.epochs(data, { ...options, signal })) reports.push(report);
  } catch (error) {
    if (error !== reason) throw error;
  }
  return reports;
}

function describeResume(backend: Backend, runs: number): void {
  test(`${backend.name}: stopped anywhere and gone on with, any habits leave the bits of a whole training`, async () => {
    let between = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(layer, layer),
        optimizer,
        fc.integer({ min: 7, max: 30 }),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 0, max: 40 }),
        async (layers, optimizer, rows, batchSize, looks) => {
          const data = drawDataset(rows, 3);
          const options = { epochs: 3, batchSize, validation: data, doctor: true };
          const create = () => createTrainer({ model: modelOf(layers), optimizer, backend, seed: 5 });
          using whole = await create();
          const reports = await whole.fit(data, options);
          using stopped = await create();
          const before = await trainUntil(stopped, data, options, looks);
          const bytes = stopped.checkpoint();
          const scalars = decodeCheckpoint(bytes).arrays.find(({ name }) => name === "optimizer.scalars")!.values;
          // batches of the group, rows, sum of losses
          if ((optimizer.accumulate ?? 1) > 1 && scalars.at(-3)! > 0) between++;
          using resumed = await restoreTrainer(bytes, { backend });
          const after = resumed.epochCount === 3 ? [] : await resumed.fit(data, { ...options, earlier: before });
          expectSameReports(before, after, reports);
          expect(resumed.weights()).toEqual(whole.weights());
          expect(resumed.checkpoint()).toEqual(whole.checkpoint());
        },
      ),
      { numRuns: runs, seed: 15 },
    );
    expect(between).toBeGreaterThan(0);
  });
}

describe("resume", async () => {
  describeResume(createReferenceBackend("float64"), 20);
  for (const backend of await everyWasmBackend()) describeResume(backend, 20);
});

test("a group of batches is one batch of its rows, dropout's masks too: within 1e-10 in float64", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("sgd", "adam", "nadam", "rmsprop"),
      fc.integer({ min: 8, max: 40 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 2, max: 5 }),
      async (kind, rows, batchSize, accumulate) => {
        fc.pre(batchSize * accumulate <= rows);
        const data = drawDataset(rows, 4);
        const schedule = { kind: "cosine", over: 2, warmup: 0.5 } as const;
        const make = (own: object) =>
          createTrainer({
            model: modelOf([{ regularizer: { l1: 0.01, l2: 0.01 } }, {}]),
            optimizer: { kind, schedule, ...own } as Optimizer,
            precision: "float64",
          });
        using whole = await make({});
        using parts = await make({ accumulate });
        const losses: [number, number][] = [];
        const see = (which: 0 | 1) => (step: { readonly step: number; readonly loss: number }) => {
          losses[step.step] ??= [0, 0];
          losses[step.step]![which] = step.loss;
        };
        const [large] = [await whole.fit(data, { epochs: 2, batchSize: batchSize * accumulate, onStep: see(0) })];
        const small = await parts.fit(data, { epochs: 2, batchSize, onStep: see(1) });
        expect(parts.stepCount).toBe(whole.stepCount);
        expect(small.map(({ learningRate }) => learningRate)).toEqual(large.map(({ learningRate }) => learningRate));
        for (const [a, b] of losses.slice(1)) expectClose(b, a, { abs: 1e-10 });
        for (const [i, { values }] of whole.weights().entries()) {
          expectClose(parts.weights()[i]!.values, values, { abs: 1e-10 });
        }
      },
    ),
    { numRuns: 30, seed: 16 },
  );
});
