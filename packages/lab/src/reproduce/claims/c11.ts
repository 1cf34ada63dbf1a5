/** C11: weights of neighbouring bits are alike. */
import { seedsFrom } from "../budget.ts";
import type { Claim } from "../claim.ts";
import { firstLayerWeights } from "../first-layer-weights.ts";
import { testNeighbours } from "../neighbour-test.ts";
import type { Verdict } from "../results.ts";
import { figure2Task } from "../sequence-task.ts";
import { readFinished } from "../task-results.ts";

const SIGNIFICANCE = 0.05;

const id = "C11";
const claim = "First-layer weights of neighbouring bits are alike.";

export const c11: Claim = {
  id,
  claim,
  plan: (budget, seed) =>
    seedsFrom(seed, budget.sequences.seeds).map((runSeed) => figure2Task(budget, "random", runSeed)),
  judge(results, budget, seed) {
    const seeds = seedsFrom(seed, budget.sequences.seeds);
    const networks = seeds.map((runSeed) =>
      firstLayerWeights(readFinished(results, figure2Task(budget, "random", runSeed).id)),
    );
    const all = testNeighbours(networks, budget.permutations, seed);
    const each = networks.map((network) => testNeighbours([network], budget.permutations, seed));
    const opposite = all.pValue > 1 - SIGNIFICANCE;
    return {
      id,
      claim,
      verdict: judgeOneSided(all.pValue),
      evidence: {
        summary:
          `The lag-1 correlation of the weights along the inputs is ${all.observed.toFixed(3)} on average over ${seeds.length} networks, against ${all.permutedMean.toFixed(3)} when the inputs are permuted ` +
          `(one-sided p = ${all.pValue.toFixed(4)})${opposite ? ": neighbours are less alike than chance has them" : ""}.`,
        test:
          `Figure 2's network at ${seeds.length} seeds. Lag-1 correlation of each unit's weights along the inputs, pooled over units, averaged over the networks; permutation test, one-sided, ${all.permutations} orders of the ` +
          `inputs, the same for all networks. It holds when p < ${SIGNIFICANCE}, and fails when p > ${1 - SIGNIFICANCE}: neighbours then are less alike than in random order.`,
        seeds,
        figures: {
          lag1: all.observed,
          pValue: all.pValue,
          permutedMean: all.permutedMean,
          permutations: all.permutations,
          lag1PerSeed: each.map((result) => result.observed),
          pValuePerSeed: each.map((result) => result.pValue),
        },
        tables: [
          {
            title: "Per seed",
            columns: ["seed", "lag-1 correlation", "p (one-sided)"],
            rows: seeds.map((runSeed, i) => [runSeed, each[i]!.observed, each[i]!.pValue]),
          },
        ],
        charts: [],
      },
    };
  },
};

function judgeOneSided(pValue: number): Verdict {
  if (pValue < SIGNIFICANCE) return "holds";
  return pValue > 1 - SIGNIFICANCE ? "fails" : "inconclusive";
}
