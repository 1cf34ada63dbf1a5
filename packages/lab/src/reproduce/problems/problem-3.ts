/**
 * Problem 3: typed against random sequences. Figure 2 (one optimizer), Figure 3 (three, mean of the runs), Figure 4
 * (weights).
 */
import type { TrainTask } from "study";
import { type Budget, seedsFrom } from "../budget.ts";
import type { OptimizerRecord, Reproduction } from "../results.ts";
import {
  finalValidationAccuracy,
  readFinished,
  splitOf,
  type TaskResults,
  validationAccuracies,
} from "../task-results.ts";
import { firstLayerWeights } from "./first-layer-weights.ts";
import { testNeighbours } from "./neighbour-test.ts";
import { DEFAULT_RATES, OPTIMIZER_NAMES, type OptimizerName } from "./optimizers.ts";
import { figure2Task, optimizerTask } from "./sequence-task.ts";

export const FIGURE2_OPTIMIZER_NAME = "SGD(0.005, momentum 0.9, Nesterov, decay 0)";

/**
 * Figure 2's network at every seed, on the random split and on the one that keeps equal rows together; Figure 3's runs.
 */
export function planProblem3(budget: Budget, seed: number): TrainTask[] {
  const seeds = seedsFrom(seed, budget.sequences.seeds);
  return [
    ...seeds.map((runSeed) => figure2Task(budget, "random", runSeed)),
    ...seeds.map((runSeed) => figure2Task(budget, "grouped", runSeed)),
    ...OPTIMIZER_NAMES.flatMap((name) =>
      seeds.map((runSeed) => optimizerTask(budget, name, DEFAULT_RATES[name], runSeed)),
    ),
  ];
}

export function foldProblem3(budget: Budget, seed: number, results: TaskResults): Reproduction["problem3"] {
  const seeds = seedsFrom(seed, budget.sequences.seeds);
  const figure2 = readFinished(results, figure2Task(budget, "random", seed).id);
  const train = figure2.epochs.map((epoch) => splitOf(figure2, epoch.train));
  const weights = firstLayerWeights(figure2);
  const { observed, pValue } = testNeighbours([weights], budget.permutations, seed);
  return {
    figure2: {
      optimizer: FIGURE2_OPTIMIZER_NAME,
      trainAccuracy: train.map((figures) => figures.accuracy),
      validationAccuracy: validationAccuracies(figure2),
      trainLoss: train.map((figures) => figures.loss),
      validationLoss: figure2.epochs.map((epoch) => splitOf(figure2, epoch.validation).loss),
      weightsSha256: figure2.weightsSha256,
    },
    grouped: {
      runs: seeds.map((runSeed) => ({
        seed: runSeed,
        validationAccuracy: finalValidationAccuracy(readFinished(results, figure2Task(budget, "grouped", runSeed).id)),
        randomSplitAccuracy: finalValidationAccuracy(readFinished(results, figure2Task(budget, "random", runSeed).id)),
      })),
    },
    optimizers: OPTIMIZER_NAMES.map((name) => recordOptimizer(budget, name, seeds, results)),
    weights: { values: weights, lag1: observed, pValue },
  };
}

function recordOptimizer(
  budget: Budget,
  name: OptimizerName,
  seeds: readonly number[],
  results: TaskResults,
): OptimizerRecord {
  return {
    name,
    runs: seeds.map((seed) => {
      const training = readFinished(results, optimizerTask(budget, name, DEFAULT_RATES[name], seed).id);
      return {
        seed,
        trainAccuracy: training.epochs.map((epoch) => splitOf(training, epoch.train).accuracy),
        validationAccuracy: validationAccuracies(training),
        weightsSha256: training.weightsSha256,
      };
    }),
  };
}
