/** C4: the decay hardly changes the final result. */
import type { Budget, Configuration } from "../budget.ts";
import type { EarlierRule } from "../results.ts";
import { finalValidationAccuracy, readFinished, type TaskResults, validationAccuracies } from "../task-results.ts";
import type { Claim } from "./claim.ts";
import { comparePairs, type PairedComparison } from "./compare-pairs.ts";
import { decayPairs, decaySeeds, nameConfiguration } from "./decay-pairs.ts";
import { finiteInterval, percent, points, pointsInterval } from "./format-evidence.ts";
import { type Condition, describeConditions, joinConditions, judgeWithin, MARGIN } from "./verdict.ts";

const id = "C4";
const claim = "The decay of the learning rate hardly changes the final result.";

const EARLIER: EarlierRule = {
  rule:
    "ReLU 0.02 alone was judged, at three seeds; ReLU 0.005 and tanh 0.005 were shown at one seed each, and one of " +
    "them outside the margin made the claim inconclusive.",
  why:
    "Which configuration is judged had been chosen after first figures, and at rate 0.005 these lay so far " +
    "outside the margin that the rule could never decide. " +
    "Now each configuration is judged by itself.",
};

interface Judged {
  readonly configuration: Configuration;
  readonly withDecay: readonly number[];
  readonly without: readonly number[];
  readonly comparison: PairedComparison;
  /** mean over the seeds of (with - without), after each epoch */
  readonly curve: readonly number[];
}

export const c4: Claim = {
  id,
  claim,
  short: "The decay hardly changes the final result",
  plan: (budget, seed) =>
    budget.decay.configurations.flatMap((configuration) =>
      decayPairs(budget, configuration, seed).flatMap(({ decayed, constant }) => [decayed, constant]),
    ),
  judge(results, budget, seed) {
    const seeds = decaySeeds(budget, seed);
    const judged = budget.decay.configurations.map((configuration) => read(results, budget, configuration, seed));
    const conditions = judged.map(
      ({ configuration, comparison }): Condition => ({
        name: `at ${nameConfiguration(configuration)}`,
        verdict: judgeWithin(comparison.interval, MARGIN),
      }),
    );
    const figures = judged.map(({ configuration, comparison }) => {
      const key = `${configuration.activation}${configuration.rate}`;
      const { low, high } = finiteInterval(comparison.interval);
      return {
        [`${key}.meanDifference`]: comparison.meanDifference,
        [`${key}.low`]: low,
        [`${key}.high`]: high,
        [`${key}.differences`]: comparison.differences,
      };
    });
    return {
      id,
      claim,
      verdict: joinConditions(conditions),
      evidence: {
        summary:
          `${describeConditions(conditions)} Halving the rate after epochs ${budget.decayEpochs.join(" and ")} ` +
          "changes the final validation accuracy by " +
          `${judged
            .map(
              ({ configuration, comparison }) =>
                `${points(comparison.meanDifference)} ${pointsInterval(comparison.interval)} ` +
                `(${nameConfiguration(configuration)})`,
            )
            .join(", ")}.`,
        test:
          `${judged.map(({ configuration }) => nameConfiguration(configuration)).join(", ")}, each at ` +
          `${seeds.length} fresh seeds, trained with and without the halvings from the same initial weights in ` +
          `the same batch order (${budget.sweep.epochs} epochs). ` +
          `At a configuration it holds when the 95% t-interval of (with - without) lies within +-${100 * MARGIN} ` +
          "points, fails when it lies wholly outside, and is undecided otherwise. " +
          "All hold: holds; all fail: fails; some of each: in part; else inconclusive.",
        earlier: EARLIER,
        seeds,
        figures: Object.assign({ margin: MARGIN }, ...figures),
        tables: [
          {
            title: `Validation accuracy after ${budget.sweep.epochs} epochs`,
            columns: ["configuration", "seed", "with decay", "without", "difference (points)"],
            rows: judged.flatMap(({ configuration, withDecay, without, comparison }) =>
              seeds.map((runSeed, i) => [
                nameConfiguration(configuration),
                runSeed,
                percent(withDecay[i]!),
                percent(without[i]!),
                points(comparison.differences[i]!),
              ]),
            ),
          },
        ],
        charts: [
          {
            title: "Difference in validation accuracy, with - without the decay, mean of the seeds",
            xLabel: "epoch",
            yLabel: "points",
            xScale: "linear",
            series: judged.map(({ configuration, curve }) => ({
              name: nameConfiguration(configuration),
              points: curve.map((difference, i) => [i + 1, 100 * difference]),
            })),
          },
        ],
      },
    };
  },
};

function read(results: TaskResults, budget: Budget, configuration: Configuration, seed: number): Judged {
  const pairs = decayPairs(budget, configuration, seed).map(({ decayed, constant }) => ({
    decayed: readFinished(results, decayed.id),
    constant: readFinished(results, constant.id),
  }));
  const withDecay = pairs.map(({ decayed }) => finalValidationAccuracy(decayed));
  const without = pairs.map(({ constant }) => finalValidationAccuracy(constant));
  const curves = pairs.map(({ decayed, constant }) => [validationAccuracies(decayed), validationAccuracies(constant)]);
  return {
    configuration,
    withDecay,
    without,
    comparison: comparePairs(withDecay, without),
    curve: curves[0]![0]!.map(
      (_, epoch) => curves.reduce((sum, [first, second]) => sum + first![epoch]! - second![epoch]!, 0) / curves.length,
    ),
  };
}
