/** C3: an activation is needed. */
import type { Budget } from "../budget.ts";
import { readResult } from "../task-results.ts";
import type { CollapseLayersResult, CollapseLayersTask } from "../tasks/collapse-layers.ts";
import type { Claim } from "./claim.ts";
import { percent } from "./format-evidence.ts";
import { compareShortFall, describeFall, figuresOfFall, judgeFall } from "./short-fall.ts";
import {
  describeShort,
  SHORT_RELU,
  type ShortVariant,
  shortSeeds,
  shortTask,
  shortTaskForTask,
} from "./short-training.ts";
import { joinVerdicts, MARGIN } from "./verdict.ts";

/** DESIGN's rule: largest difference of a predicted probability */
const SAME_PREDICTION = 1e-4;

const LINEAR: ShortVariant = { name: "linear", activation: "linear" };

const id = "C3";
const claim = "An activation is needed: without one the layers are no more than one matrix.";

export const c3: Claim = {
  id,
  claim,
  short: "An activation is needed",
  plan: (budget, seed) =>
    shortSeeds(budget, seed).flatMap((runSeed) => [
      shortTask(budget, SHORT_RELU, runSeed),
      linearTask(budget, runSeed),
    ]),
  judge(results, budget, seed) {
    const seeds = shortSeeds(budget, seed);
    const linear = seeds.map((runSeed) => readResult<CollapseLayersResult>(results, linearTask(budget, runSeed).id));
    const trainings = linear.map((run) => run.training);
    const fall = compareShortFall(results, budget, seed, trainings);
    const difference = Math.max(...linear.map((run) => run.maxAbsDifference));
    const verdict = joinVerdicts(difference < SAME_PREDICTION ? "holds" : "fails", judgeFall(fall));
    return {
      id,
      claim,
      verdict,
      evidence: {
        summary:
          "Without an activation the product of the three matrices predicts the same within " +
          `${difference.toExponential(1)}, and accuracy is ` +
          `${describeFall(fall, "ReLU", "none")}.`,
        test:
          `${describeShort(budget)}, same initial weights, with ReLU and without activation. It holds when no ` +
          "probability predicted by the product of the weight " +
          `matrices is ${SAME_PREDICTION.toExponential(0)} or more off the network's on the validation rows ` +
          "(multiplied in float64, rounded to float32, both predicting in float32), and the 95% t-interval of " +
          "the paired fall " +
          `in accuracy lies above ${100 * MARGIN} points. It fails when a probability is, or that interval lies ` +
          "at or below this margin.",
        earlier: null,
        seeds,
        figures: {
          maxAbsDifference: difference,
          rows: linear[0]!.rows,
          ...figuresOfFall(fall),
        },
        tables: [
          {
            title: "Per seed",
            columns: ["seed", "ReLU accuracy", "no activation", "largest difference to the product"],
            rows: seeds.map((runSeed, i) => [
              runSeed,
              percent(fall.usual[i]!),
              percent(fall.changed[i]!),
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
