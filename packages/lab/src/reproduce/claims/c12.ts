/** C12: tanh copes better with large updates. */
import { mean } from "study/statistics";
import type { Budget } from "../budget.ts";
import { SWEEP_ACTIVATIONS, type SweepActivation } from "../problems/problem-2.ts";
import { checkNotDiverged, readResult, type TaskResults } from "../task-results.ts";
import type { LargeUpdateResult, LargeUpdateTask } from "../tasks/large-update.ts";
import type { Claim } from "./claim.ts";
import { comparePairs } from "./compare-pairs.ts";
import { finiteInterval, percent, points, pointsInterval } from "./format-evidence.ts";
import { describeShort, shortSeeds, shortTaskForTask } from "./short-training.ts";
import { judgeAbove } from "./verdict.ts";

/** the usual size beside, to see that it does no harm */
const FACTORS = [1, 10, 100] as const;
/** those the rule looks at */
const LARGE = FACTORS.slice(1);
const BATCHES = 5;

const id = "C12";
const claim = "tanh copes better with large updates than ReLU.";

export const c12: Claim = {
  id,
  claim,
  short: "tanh copes better with large updates",
  plan: (budget, seed) =>
    SWEEP_ACTIVATIONS.flatMap((activation) =>
      shortSeeds(budget, seed).map((runSeed) => largeUpdateTask(budget, activation, runSeed)),
    ),
  judge(results, budget, seed) {
    const seeds = shortSeeds(budget, seed);
    const tanh = seeds.map((runSeed) => readKept(results, budget, "tanh", runSeed));
    const relu = seeds.map((runSeed) => readKept(results, budget, "relu", runSeed));
    const overall = comparePairs(tanh.map(meanOfLarge), relu.map(meanOfLarge));
    const perFactor = FACTORS.map((factor, i) => ({
      factor,
      comparison: comparePairs(
        tanh.map((kept) => kept[i]!),
        relu.map((kept) => kept[i]!),
      ),
    }));
    const { low, high } = finiteInterval(overall.interval);
    const described = perFactor
      .slice(1)
      .map(
        ({ factor, comparison }) =>
          `x${factor} leaves tanh ${percent(comparison.firstMean)} and ReLU ${percent(comparison.secondMean)} of ` +
          "its accuracy",
      );
    return {
      id,
      claim,
      verdict: judgeAbove(overall.interval, 0),
      evidence: {
        summary:
          `One update of ${described.join("; ")}: tanh - ReLU ${points(overall.meanDifference)} ` +
          `${pointsInterval(overall.interval)}, both sizes averaged.`,
        test:
          `${describeShort(budget)}. Then one update with the rate times ${LARGE.join(" and ")}, from the ` +
          `trained weights, with each of the first ${BATCHES} batches of the rows that they were trained on; ` +
          "accuracy kept is the mean accuracy after it over the " +
          "accuracy before. It holds when the 95% t-interval of the paired difference (tanh - ReLU), both sizes " +
          "averaged, lies above 0, and fails when it lies at or below 0.",
        earlier: null,
        seeds,
        figures: {
          difference: overall.meanDifference,
          low,
          high,
          differences: overall.differences,
          ...Object.fromEntries(
            perFactor.flatMap(({ factor, comparison }) => [
              [`x${factor}.tanhKept`, comparison.firstMean],
              [`x${factor}.reluKept`, comparison.secondMean],
              [`x${factor}.low`, finiteInterval(comparison.interval).low],
              [`x${factor}.high`, finiteInterval(comparison.interval).high],
            ]),
          ),
        },
        tables: [
          {
            title: "Accuracy kept after one update (mean over the seeds)",
            columns: ["size of the update", "tanh", "ReLU", "difference (points)"],
            rows: perFactor.map(({ factor, comparison }) => [
              `x${factor}`,
              percent(comparison.firstMean),
              percent(comparison.secondMean),
              `${points(comparison.meanDifference)} ${pointsInterval(comparison.interval)}`,
            ]),
          },
        ],
        charts: [
          {
            title: "Accuracy kept after one update",
            xLabel: "size of the update, times the usual",
            yLabel: "share of the accuracy",
            xScale: "log",
            series: [
              { name: "tanh", points: perFactor.map(({ factor, comparison }) => [factor, comparison.firstMean]) },
              { name: "ReLU", points: perFactor.map(({ factor, comparison }) => [factor, comparison.secondMean]) },
            ],
          },
        ],
      },
    };
  },
};

function meanOfLarge(kept: readonly number[]): number {
  return mean(kept.slice(1));
}

function largeUpdateTask(budget: Budget, activation: SweepActivation, seed: number): LargeUpdateTask {
  const training = shortTaskForTask(budget, { name: activation, activation }, "large-update", seed);
  return { kind: "large-update", id: training.id, training, factors: FACTORS, batches: BATCHES };
}

/** [factor] accuracy after the update over accuracy before; 0 where there was none to keep */
function readKept(results: TaskResults, budget: Budget, activation: SweepActivation, seed: number): number[] {
  const result = readResult<LargeUpdateResult>(results, largeUpdateTask(budget, activation, seed).id);
  checkNotDiverged(result.training);
  return result.after.map((accuracy) => (result.before === 0 ? 0 : accuracy / result.before));
}
