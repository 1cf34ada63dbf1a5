/** What is trained while the rate grows begins as the experiment's own training does, and makes every update. */
import { createTrainer, defineModel, defineOptimizer } from "minibatch";
import type { TrainTask } from "study";
import { beforeAll, expect, test } from "vitest";
import { drawSmallLabData, SMALL_CLASSES } from "../../../test/small-lab-data.ts";
import { smallTrainTask } from "../../../test/small-train-task.ts";
import { executeTrain } from "../../training/execute-train.ts";
import { keyOfStart } from "../../training/start-file.ts";
import { NO_LIMITS } from "../../training/task.ts";
import { openTrainingData, type TrainingSets } from "../../training/training-data.ts";
import { trainOverRates } from "./train-over-rates.ts";

const ROWS = 90;
const START = { model: "base.minibatch", sha256: "0".repeat(64), layers: null, strict: true } as const;
const signal = new AbortController().signal;
/** as pictures, for augmentations */
const model = defineModel({
  inputs: [2, 4, 1],
  layers: [
    { kind: "flatten" },
    { kind: "dense", units: 6, activation: "tanh" },
    { kind: "dense", units: SMALL_CLASSES },
  ],
  loss: "softmax-cross-entropy",
});
let sets: TrainingSets = drawSmallLabData();

function task(change: Partial<TrainTask>): TrainTask {
  const data = { set: "mnist", split: "sweep", trainRows: ROWS, validationRows: 1, testRows: null } as const;
  const plain = { data, model, epochs: 1, batchSize: ROWS, doctor: false, evaluateTest: false, evaluateTrain: false };
  return smallTrainTask(3, { ...plain, ...change });
}

function overRates(of: TrainTask, steps: number, from: number, to: number) {
  const { train } = openTrainingData(of.data, sets);
  return trainOverRates(of, of.model, "strict", sets, train, { from, to, steps }, signal, () => {});
}

beforeAll(async () => {
  using trainer = await createTrainer({ model, optimizer: "adam", seed: 77 });
  const { train } = openTrainingData(task({}).data, sets);
  await trainer.fit(train, { epochs: 5 });
  sets = { ...sets, [keyOfStart(START)]: trainer.checkpoint() };
});

test.each([
  ["plain", {}],
  ["with class weights", { classWeights: [1, 5, 0.5] }],
  ["with changed pictures", { augment: [{ kind: "random-shift", pixels: 1 }] }],
  ["from another network", { start: START }],
] satisfies [string, Partial<TrainTask>][])("%s, the first loss is that of the training", async (_, change) => {
  const { losses } = await overRates(task(change), 2, 1e-7, 1e-6);
  const result = await executeTrain(task(change), {
    ...{ data: sets, numerics: "strict", resumeFrom: null, signal, forks: [], limits: NO_LIMITS },
    ...{ progress() {}, checkpoint: async () => {}, handOver() {}, handInWeights() {} },
  });
  expect(losses[0]).toBe(result.epochs[0]!.batchLoss);
  if (Object.keys(change).length > 0) expect(losses[0]).not.toBe((await overRates(task({}), 2, 1e-7, 1e-6)).losses[0]);
});

test.each([1, 2, 3, 7, 100])("updates of %i batches are made to the last rate", async (accumulate) => {
  const optimizer = defineOptimizer({ kind: "sgd", learningRate: 0.1, accumulate });
  const { losses, rates, isCut } = await overRates(task({ optimizer, batchSize: 20 }), 40, 1e-4, 1e-2);
  expect([losses.length, isCut]).toEqual([40, false]);
  expect(rates.at(-1)).toBeCloseTo(1e-2, 12);
});
