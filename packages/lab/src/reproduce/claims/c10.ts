/** C10: SGD is more sensitive to its rate. */
import { mean } from "study/statistics";
import type { Budget } from "../budget.ts";
import { DEFAULT_RATES, OPTIMIZER_NAMES, type OptimizerName } from "../problems/optimizers.ts";
import { optimizerTask } from "../problems/sequence-task.ts";
import type { EarlierRule } from "../results.ts";
import { finalValidationAccuracy, readFinished, type TaskResults } from "../task-results.ts";
import type { Claim } from "./claim.ts";
import { comparePairs } from "./compare-pairs.ts";
import { finiteInterval, percent, points, pointsInterval } from "./format-evidence.ts";
import { scaledRate, sensitivitySeeds } from "./sensitivity.ts";
import { type Condition, describeConditions, joinConditions, judgeAbove } from "./verdict.ts";

const id = "C10";
const claim = "SGD is more sensitive to its learning rate than RMSprop and Adam.";

const EARLIER: EarlierRule = {
  rule:
    "The same at 15 seeds, five of which were the report's own; one of the two intervals at or below 0 made the " +
    "whole claim fail.",
  why: "The number of seeds had been raised after first figures.",
};

export const c10: Claim = {
  id,
  claim,
  short: "SGD is more sensitive to its rate",
  plan: (budget, seed) =>
    OPTIMIZER_NAMES.flatMap((name) =>
      budget.sensitivity.factors.flatMap((factor) =>
        sensitivitySeeds(budget, seed).map((runSeed) => optimizerTask(budget, name, scaledRate(name, factor), runSeed)),
      ),
    ),
  judge(results, budget, seed) {
    const seeds = sensitivitySeeds(budget, seed);
    const { factors } = budget.sensitivity;
    const grids = {
      SGD: readGrid(results, budget, "SGD", seeds),
      RMSprop: readGrid(results, budget, "RMSprop", seeds),
      Adam: readGrid(results, budget, "Adam", seeds),
    };
    const spreads = (name: OptimizerName) => grids[name].map((row) => Math.max(...row) - Math.min(...row));
    const rmsprop = comparePairs(spreads("SGD"), spreads("RMSprop"));
    const adam = comparePairs(spreads("SGD"), spreads("Adam"));
    const conditions: Condition[] = [
      { name: "against RMSprop", verdict: judgeAbove(rmsprop.interval, 0) },
      { name: "against Adam", verdict: judgeAbove(adam.interval, 0) },
    ];
    const meanAt = (name: OptimizerName, i: number) => mean(grids[name].map((row) => row[i]!));
    return {
      id,
      claim,
      verdict: joinConditions(conditions),
      evidence: {
        summary:
          `${describeConditions(conditions)} Over x${factors[0]} to x${factors.at(-1)} of the default rate the ` +
          `final validation accuracy spreads over ${percent(adam.firstMean)} for SGD, ` +
          `${percent(rmsprop.secondMean)} for RMSprop and ` +
          `${percent(adam.secondMean)} for Adam (SGD - RMSprop ${points(rmsprop.meanDifference)} ` +
          `${pointsInterval(rmsprop.interval)}, SGD - Adam ${points(adam.meanDifference)} ` +
          `${pointsInterval(adam.interval)}).`,
        test:
          `Largest minus smallest final validation accuracy over ${factors.length} rates, per optimizer, ` +
          `${seeds.length} paired fresh seeds, ${budget.sequences.epochs} epochs. Against each of the two it ` +
          "holds when the 95% t-interval of " +
          "(SGD - the other) lies above 0, and fails when it lies at or below 0. Both hold: holds; both fail: " +
          "fails; one of each: in part; else inconclusive.",
        earlier: EARLIER,
        seeds,
        figures: {
          factors,
          sgdSpreads: spreads("SGD"),
          rmspropSpreads: spreads("RMSprop"),
          adamSpreads: spreads("Adam"),
          sgdMinusRmspropLow: finiteInterval(rmsprop.interval).low,
          sgdMinusRmspropHigh: finiteInterval(rmsprop.interval).high,
          sgdMinusAdamLow: finiteInterval(adam.interval).low,
          sgdMinusAdamHigh: finiteInterval(adam.interval).high,
        },
        tables: [
          {
            title: "Final validation accuracy, mean of the seeds",
            columns: ["factor", ...OPTIMIZER_NAMES.map((name) => `${name} (default ${DEFAULT_RATES[name]})`)],
            rows: factors.map((factor, i) => [
              `x${factor}`,
              ...OPTIMIZER_NAMES.map((name) => percent(meanAt(name, i))),
            ]),
          },
        ],
        charts: [
          {
            title: "Final validation accuracy against the rate",
            xLabel: "factor on the default rate",
            yLabel: "accuracy",
            xScale: "log",
            series: OPTIMIZER_NAMES.map((name) => ({
              name,
              points: factors.map((factor, i) => [factor, meanAt(name, i)]),
            })),
          },
        ],
      },
    };
  },
};

/** [seed][factor] final validation accuracy */
function readGrid(results: TaskResults, budget: Budget, name: OptimizerName, seeds: readonly number[]): number[][] {
  return seeds.map((seed) =>
    budget.sensitivity.factors.map((factor) =>
      finalValidationAccuracy(readFinished(results, optimizerTask(budget, name, scaledRate(name, factor), seed).id)),
    ),
  );
}
