/** C11: weights of neighbouring bits are alike. */
import { estimateMeanInterval, mean, meanLagCorrelation, prepareLagCorrelation } from "study/statistics";
import type { Budget } from "../budget.ts";
import { firstLayerWeights } from "../problems/first-layer-weights.ts";
import { SEQUENCE_BITS } from "../problems/models.ts";
import { figure2Task } from "../problems/sequence-task.ts";
import type { EarlierRule } from "../results.ts";
import { readFinished } from "../task-results.ts";
import type { Claim } from "./claim.ts";
import { finiteInterval, interval } from "./format-evidence.ts";
import { freshSeeds } from "./fresh-seeds.ts";
import { judgeAbove } from "./verdict.ts";

const id = "C11";
const claim = "First-layer weights of neighbouring bits are alike.";

const EARLIER: EarlierRule = {
  rule:
    "A one-sided permutation test over the orders of the 20 inputs, on the mean correlation of the report's five " +
    "networks: p < 0.05 held, p > 0.95 failed.",
  why:
    "All networks were permuted by the same order, so that more networks did not decide it: over groups of five, " +
    "p ran from 0.28 to 0.96. " +
    "Now the network is the unit, and there are enough of them.",
};

export const c11: Claim = {
  id,
  claim,
  short: "Weights of neighbouring bits are alike",
  plan: (budget, seed) => seedsOf(budget, seed).map((runSeed) => figure2Task(budget, "random", runSeed)),
  judge(results, budget, seed) {
    const seeds = seedsOf(budget, seed);
    const inOrder = Array.from({ length: SEQUENCE_BITS }, (_, i) => i);
    const lag1 = seeds.map((runSeed) => {
      const weights = firstLayerWeights(readFinished(results, figure2Task(budget, "random", runSeed).id));
      return prepareLagCorrelation(weights)(inOrder);
    });
    const byChance = meanLagCorrelation(SEQUENCE_BITS);
    const excess = lag1.map((value) => value - byChance);
    const ends = estimateMeanInterval(excess);
    const verdict = judgeAbove(ends, 0);
    const { low, high } = finiteInterval(ends);
    const ascending = [...excess].sort((a, b) => a - b);
    return {
      id,
      claim,
      verdict,
      evidence: {
        summary:
          `The lag-1 correlation of the weights along the inputs is ${mean(lag1).toFixed(4)} on average over ` +
          `${seeds.length} networks, and ${byChance.toFixed(4)} over all orders of the inputs: ` +
          `a difference of ${mean(excess).toFixed(4)} ` +
          `${interval(ends, 4)}${verdict === "fails" ? ": neighbours are less alike than chance has them" : ""}.`,
        test:
          `Figure 2's network at ${seeds.length} fresh seeds; the network is the unit. Lag-1 correlation of each ` +
          "unit's weights along the inputs, pooled over units, minus its mean over all orders of the inputs, " +
          `which is -1/${SEQUENCE_BITS}. ` +
          "It holds when the 95% t-interval of that difference lies above 0, and fails when it lies at or below 0. " +
          "All networks share one data set (each draws its own split, weights and batch order): the interval " +
          "speaks of networks trained on these sequences, not of other people's.",
        earlier: EARLIER,
        seeds,
        figures: { lag1: mean(lag1), byChance, excess: mean(excess), low, high, excessPerSeed: excess },
        tables: [],
        charts: [
          {
            title: "Share of the networks whose difference is at most so large",
            xLabel: "lag-1 correlation minus its mean over all orders",
            yLabel: "share of networks",
            xScale: "linear",
            series: [{ name: "networks", points: ascending.map((value, i) => [value, (i + 1) / ascending.length]) }],
          },
        ],
      },
    };
  },
};

function seedsOf(budget: Budget, seed: number): number[] {
  return freshSeeds(seed, budget.neighbours.seeds);
}
