/** Problem 2: six sweeps (Figure 1), and the best configuration trained on all 60,000 and tested once per seed. */

import type { TrainResult, TrainTask } from "study";
import { summarize } from "study/statistics";
import { type Budget, seedsFrom } from "../budget.ts";
import type { BestRun, Reproduction, SweepRecord } from "../results.ts";
import { readFinished, splitOf, type TaskResults, validationAccuracies } from "../task-results.ts";
import { DIGIT_BATCH_SIZE, digitTask } from "./digit-task.ts";
import { digitNetwork } from "./models.ts";
import { plainSgd } from "./optimizers.ts";

export const SWEEP_ACTIVATIONS = ["relu", "tanh"] as const;
export const SWEEP_RATES = [0.005, 0.01, 0.02] as const;
/** fixed by the report, outside the sweep */
export const BEST_RATE = 0.1;

export type SweepActivation = (typeof SWEEP_ACTIVATIONS)[number];

/** One of Figure 1's six trainings; at other seeds and sizes the claims' further ones. */
export function sweepTask(budget: Budget, activation: SweepActivation, learningRate: number, seed: number): TrainTask {
  return digitTask({
    name: `problem2/${activation}-${learningRate}`,
    activation,
    learningRate,
    halvings: budget.decayEpochs,
    size: budget.sweep,
    seed,
    evaluateTrain: true,
    doctor: true,
  });
}

export function bestTask(budget: Budget, seed: number): TrainTask {
  const { trainRows, testRows } = budget.best;
  return {
    kind: "train",
    id: `problem2/best/seed-${seed}`,
    data: { set: "mnist", split: "full", trainRows, validationRows: null, testRows },
    model: digitNetwork("relu"),
    optimizer: plainSgd(BEST_RATE, budget.decayEpochs),
    epochs: budget.sweep.epochs,
    batchSize: DIGIT_BATCH_SIZE,
    seed,
    evaluateTrain: false,
    evaluateTest: true,
    doctor: true,
    keepWeights: true,
  };
}

export function planProblem2(budget: Budget, seed: number): TrainTask[] {
  const sweep = SWEEP_ACTIVATIONS.flatMap((activation) =>
    SWEEP_RATES.map((rate) => sweepTask(budget, activation, rate, seed)),
  );
  return [...sweep, ...seedsFrom(seed, budget.best.seeds).map((bestSeed) => bestTask(budget, bestSeed))];
}

export function foldProblem2(budget: Budget, seed: number, results: TaskResults): Reproduction["problem2"] {
  const sweep = SWEEP_ACTIVATIONS.flatMap((activation) =>
    SWEEP_RATES.map((learningRate) => {
      const task = sweepTask(budget, activation, learningRate, seed);
      return recordSweep(activation, learningRate, readFinished(results, task.id));
    }),
  );
  const runs = seedsFrom(seed, budget.best.seeds).map((bestSeed) =>
    recordBest(readFinished(results, bestTask(budget, bestSeed).id)),
  );
  const accuracy = summarize(runs.map((run) => run.testAccuracy));
  const loss = summarize(runs.map((run) => run.testLoss));
  const { mean, sd } = accuracy;
  return { sweep, best: { activation: "relu", learningRate: BEST_RATE, runs, mean, sd, accuracy, loss } };
}

function recordSweep(activation: SweepActivation, learningRate: number, training: TrainResult): SweepRecord {
  const train = training.epochs.map((epoch) => splitOf(training, epoch.train));
  return {
    activation,
    learningRate,
    seed: training.seed,
    trainAccuracy: train.map((figures) => figures.accuracy),
    validationAccuracy: validationAccuracies(training),
    trainLoss: train.map((figures) => figures.loss),
    validationLoss: training.epochs.map((epoch) => splitOf(training, epoch.validation).loss),
    // tanh units cannot die and ReLU outputs do not saturate: the doctor's null is a share of 0
    deadUnits: training.epochs.map((epoch) => epoch.deadUnits ?? 0),
    saturation: training.epochs.map((epoch) => epoch.saturation ?? 0),
    weightsSha256: training.weightsSha256,
  };
}

function recordBest(training: TrainResult): BestRun {
  const test = splitOf(training, training.test);
  return {
    seed: training.seed,
    testAccuracy: test.accuracy,
    testLoss: test.loss,
    weightsSha256: training.weightsSha256,
  };
}
