/** Stop anywhere, restore from the checkpoint, go on: every weight and every figure as if never stopped. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Dataset } from "../src/data/dataset.ts";
import type { OptimizerInput } from "../src/optimizers/define-optimizer.ts";
import type { Backend } from "../src/plan/executor.ts";
import { createNormalSource } from "../src/random/normal.ts";
import { createStream } from "../src/random/stream.ts";
import { createReferenceBackend } from "../src/reference/backend.ts";
import { createTrainer, restoreTrainer, type TrainerOptions } from "../src/train/create-trainer.ts";
import { type EpochReport, type FitOptions, METRICS } from "../src/train/fit-options.ts";
import type { Trainer } from "../src/train/trainer.ts";
import { expectSameReports } from "./expect-same-reports.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

const FEATURES = 5;
const CLASSES = 3;

function drawDataset(rows: number, seed: number): Dataset {
  const normal = createNormalSource(createStream(seed, "data"));
  const values = Float32Array.from({ length: rows * FEATURES }, normal);
  const labels = Int32Array.from(
    { length: rows },
    (_, i) => (values[i * FEATURES] > 0 ? 1 : 0) + (values[i * FEATURES + 1] > 0 ? 1 : 0),
  );
  return { x: { kind: "dense", rows, features: FEATURES, values, scale: 1 }, y: { kind: "classes", values: labels } };
}

const optimizers: readonly OptimizerInput[] = [
  { kind: "sgd", learningRate: 0.1, momentum: 0.9, nesterov: true },
  { kind: "nadam", learningRate: 0.01 },
  { kind: "adam", learningRate: 0.01, amsgrad: true, schedule: { kind: "cosine", over: 5, warmup: 1 } },
  { kind: "rmsprop", flavour: "torch", centered: true, momentum: 0.5 },
  { kind: "sgd", flavour: "keras2", decay: 0.01, learningRate: 0.1, clipNorm: 1 },
  { kind: "adam", schedule: { kind: "reduce-on-plateau", metric: "validation-loss", patience: 1 } },
];

const arbitrary = fc.record({
  optimizer: fc.constantFrom(...optimizers),
  rows: fc.integer({ min: 7, max: 40 }),
  batchSize: fc.integer({ min: 1, max: 7 }),
  epochs: fc.integer({ min: 1, max: 5 }),
  seed: fc.nat(),
  /** which step the interruption falls on, as a share of all steps */
  stopAt: fc.double({ min: 0, max: 1, noNaN: true }),
  /** epochs asked for before the interruption: when they are fewer the first part may end by itself */
  firstEpochs: fc.integer({ min: 1, max: 5 }),
  earlyStopping: fc.option(
    fc.record({
      metric: fc.constantFrom(...METRICS),
      patience: fc.integer({ min: 1, max: 4 }),
      minDelta: fc.constantFrom(0, 0.05, 1),
      restoreBest: fc.boolean(),
    }),
  ),
});

class Interruption extends Error {}

/** Trains and is interrupted after `steps` more steps, if it gets that far. */
async function trainUntil(trainer: Trainer, data: Dataset, options: FitOptions, steps: number): Promise<EpochReport[]> {
  const reports: EpochReport[] = [];
  const signal = { aborted: steps === 0, reason: new Interruption("stop") };
  let done = 0;
  const onStep = (): void => {
    done++;
    if (done === steps) signal.aborted = true;
  };
  try {
    for await (const report of trainer.epochs(data, { ...options, signal, onStep })) reports.push(report);
  } catch (error) {
    if (!(error instanceof Interruption)) throw error;
  }
  return reports;
}

function describeResume(backend: Backend, runs: number): void {
  test(`${backend.name}: resume equals uninterrupted, bit for bit`, async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitrary,
        async ({ optimizer, rows, batchSize, epochs, firstEpochs, seed, stopAt, earlyStopping }) => {
          const train = drawDataset(rows, seed);
          const options: FitOptions = {
            epochs,
            batchSize,
            validation: drawDataset(9, seed + 1),
            evaluateTrain: true,
            doctor: true,
            ...(earlyStopping === null ? {} : { earlyStopping }),
          };
          const recipe: TrainerOptions = {
            backend,
            seed,
            optimizer,
            capacity: 8,
            model: {
              inputs: FEATURES,
              layers: [
                { kind: "dense", units: 6, activation: "tanh", regularizer: { l2: 0.001 } },
                { kind: "dropout", rate: 0.3 },
                { kind: "dense", units: CLASSES },
              ],
              loss: "softmax-cross-entropy",
            },
          };
          const whole = await createTrainer(recipe);
          const expected = await whole.fit(train, options);

          const first = await createTrainer(recipe);
          const steps = Math.floor(stopAt * epochs * Math.ceil(rows / batchSize));
          const before = await trainUntil(first, train, { ...options, epochs: Math.min(firstEpochs, epochs) }, steps);
          const second = await restoreTrainer(first.checkpoint(), { backend });
          const after = await second.fit(train, { ...options, earlier: before });

          expectSameReports(before, after, expected);
          expect(second.weights()).toEqual(whole.weights());
          expect(second.checkpoint()).toEqual(whole.checkpoint());
          for (const trainer of [whole, first, second]) trainer.dispose();
        },
      ),
      { numRuns: runs },
    );
  });
}

describe("stop and resume", async () => {
  describeResume(createReferenceBackend("float64"), 40);
  for (const backend of await everyWasmBackend()) describeResume(backend, 40);
});
