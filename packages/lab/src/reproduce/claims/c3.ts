/** C3: an activation is needed. */
import type { Budget } from "../budget.ts";
import type { Claim } from "../claim.ts";
import { comparePairs } from "../compare-pairs.ts";
import { finiteInterval, percent, points, pointsInterval } from "../format-figures.ts";
import {
  describeShort,
  SHORT_RELU,
  type ShortVariant,
  shortSeeds,
  shortTask,
  shortTaskForTask,
} from "../short-training.ts";
import { finalValidationAccuracy, readFinished, readResult, refuseDiverged } from "../task-results.ts";
import type { CollapseLayersResult, CollapseLayersTask } from "../tasks/collapse-layers.ts";
import { joinVerdicts, judgeAbove, MARGIN } from "../verdict.ts";

/** DESIGN's rule: largest difference of a predicted probability */
const SAME_PREDICTION = 1e-4;

const LINEAR: ShortVariant = { name: "linear", activation: "linear" };

const id = "C3";
const claim = "An activation is needed: without one the layers are no more than one matrix.";

export const c3: Claim = {
  id,
  claim,
  plan: (budget, seed) =>
    shortSeeds(budget, seed).flatMap((runSeed) => [
      shortTask(budget, SHORT_RELU, runSeed),
      linearTask(budget, runSeed),
    ]),
  judge(results, budget, seed) {
    const seeds = shortSeeds(budget, seed);
    const relu = seeds.map((runSeed) =>
      finalValidationAccuracy(readFinished(results, shortTask(budget, SHORT_RELU, runSeed).id)),
    );
    const linear = seeds.map((runSeed) => {
      const result = readResult<CollapseLayersResult>(results, linearTask(budget, runSeed).id);
      refuseDiverged(result.training);
      return result;
    });
    const fall = comparePairs(
      relu,
      linear.map((run) => finalValidationAccuracy(run.training)),
    );
    const difference = Math.max(...linear.map((run) => run.maxAbsDifference));
    const verdict = joinVerdicts(difference < SAME_PREDICTION ? "holds" : "fails", judgeAbove(fall.interval, MARGIN));
    const { low, high } = finiteInterval(fall.interval);
    return {
      id,
      claim,
      verdict,
      evidence: {
        summary:
          `Without an activation the product of the three matrices predicts the same within ${difference.toExponential(1)}, and accuracy is ` +
          `${percent(fall.secondMean)} instead of ReLU's ${percent(fall.firstMean)} (ReLU - none ${points(fall.meanDifference)} ${pointsInterval(fall.interval)}).`,
        test:
          `${describeShort(budget)}, same initial weights, with ReLU and without activation. It holds when no probability predicted by the product of the weight ` +
          `matrices (in float64) is ${SAME_PREDICTION.toExponential(0)} or more off the network's on the validation rows, and the 95% t-interval of the paired fall ` +
          `in accuracy lies above ${100 * MARGIN} points.`,
        seeds,
        figures: {
          maxAbsDifference: difference,
          rows: linear[0]!.rows,
          fall: fall.meanDifference,
          fallLow: low,
          fallHigh: high,
          falls: fall.differences,
        },
        tables: [
          {
            title: "Per seed",
            columns: ["seed", "ReLU accuracy", "no activation", "largest difference to the product"],
            rows: seeds.map((runSeed, i) => [
              runSeed,
              percent(relu[i]!),
              percent(finalValidationAccuracy(linear[i]!.training)),
              linear[i]!.maxAbsDifference,
            ]),
          },
        ],
        charts: [],
      },
    };
  },
};

function linearTask(budget: Budget, seed: number): CollapseLayersTask {
  const training = shortTaskForTask(budget, LINEAR, "no-activation", seed);
  return { kind: "collapse-layers", id: training.id, training };
}
