/**
 * Which parameters matter, by a random forest (L. Breiman, Machine Learning 45, 2001) and the analysis of its variance.
 */
import { below, createStream } from "minibatch";
import { centreValues } from "../summaries/centre-values.ts";
import { mean } from "../summaries/mean.ts";
import { decomposeVariance } from "./marginal-variance.ts";
import { type ParameterLevels, weighLevels } from "./parameter-levels.ts";
import { growTree, predictTree } from "./regression-tree.ts";

const TREES = 64;
/** The most points of one tree, which bounds its cost. */
const MOST_ROWS = 1000;
const LEAST_LEAF = 3;

export interface ForestShares {
  /**
   * [parameter] the variance of the trees' predictions due to the parameter alone, over the variance of the values;
   * mean of the trees
   */
  readonly shares: readonly number[];
  /** 1 - squared error / variance, each point predicted by the trees grown without it; below 0: worse than the mean */
  readonly explained: number;
}

/** Grows trees on points drawn with replacement, by the seed. `values` are finite and not all equal. */
export function explainByForest(
  parameters: readonly ParameterLevels[],
  values: readonly number[],
  seed: number,
): ForestShares {
  const n = values.length;
  const distances = centreValues(values);
  const measures = measureParameters(parameters);
  const shares = new Float64Array(parameters.length);
  const unseen = { sums: new Float64Array(n), counts: new Int32Array(n) };
  const variance = distances.reduce((sum, distance) => sum + distance * distance, 0) / n;
  for (let number = 0; number < TREES; number++) {
    const stream = createStream(seed, "bootstrap", number);
    const rows = Int32Array.from({ length: Math.min(n, MOST_ROWS) }, () => below(stream, n));
    const tree = growTree(parameters, distances, rows, LEAST_LEAF);
    for (const { weights, of, share } of measures) {
      const { main } = decomposeVariance(weights, tree);
      for (const parameter of of) shares[parameter]! += (share * main[parameter]!) / variance / TREES;
    }
    const seen = new Set(rows);
    for (let point = 0; point < n; point++) {
      if (seen.has(point)) continue;
      unseen.sums[point]! += predictTree(tree, (parameter) => parameters[parameter]!.ofPoint[point]!);
      unseen.counts[point]!++;
    }
  }
  return { shares: Array.from(shares), explained: scoreUnseen(distances, unseen) };
}

/**
 * The weights of the levels for each parameter's variance: a conditional parameter's are taken among the points where
 * it applies, times the share of these points.
 */
function measureParameters(
  parameters: readonly ParameterLevels[],
): { readonly weights: Float64Array[]; readonly of: readonly number[]; readonly share: number }[] {
  const numbers = [...parameters.keys()];
  const always = numbers.filter((parameter) => !parameters[parameter]!.conditional);
  const conditional = numbers.filter((parameter) => parameters[parameter]!.conditional);
  return [
    { weights: weighLevels(parameters), of: always, share: 1 },
    ...conditional.map((parameter) => {
      const { ofPoint } = parameters[parameter]!;
      const present = ofPoint.filter((level) => level > 0).length;
      return { weights: weighLevels(parameters, parameter), of: [parameter], share: present / ofPoint.length };
    }),
  ];
}

function scoreUnseen(
  values: readonly number[],
  { sums, counts }: { readonly sums: Float64Array; readonly counts: Int32Array },
): number {
  const points = values.map((_, point) => point).filter((point) => counts[point]! > 0);
  const centre = mean(points.map((point) => values[point]!));
  let [errors, squares] = [0, 0];
  for (const point of points) {
    const error = values[point]! - sums[point]! / counts[point]!;
    errors += error * error;
    squares += (values[point]! - centre) * (values[point]! - centre);
  }
  return 1 - errors / squares;
}
