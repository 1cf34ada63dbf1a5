/** Regression trees over parameter levels (L. Breiman et al., Classification and Regression Trees, 1984). */

import { areEqual } from "../floating-point/rounding.ts";
import type { ParameterLevels } from "./parameter-levels.ts";

export type RegressionTree =
  | { readonly mean: number }
  | {
      /** of the parameter */
      readonly parameter: number;
      /** [level] 1: it goes left */
      readonly goesLeft: Uint8Array;
      readonly left: RegressionTree;
      readonly right: RegressionTree;
    };

/** Of the squares of the errors in a node: splits that gain the same, but for rounding, are no farther apart. */
const ROUNDING = 2 ** -40;

interface Split {
  readonly gain: number;
  readonly goesLeft: Uint8Array;
}

/**
 * Grows a tree on the points named by `rows` (a point may be named several times), splitting where the squares of the
 * errors fall most, as long as each side keeps `leastLeaf` rows. It splits where nothing is gained, too: an interaction
 * may show only below. Of equally good splits the first parameter's is taken: what tells whether a conditional
 * parameter applies is its parent.
 */
export function growTree(
  parameters: readonly ParameterLevels[],
  values: readonly number[],
  rows: Int32Array,
  leastLeaf: number,
): RegressionTree {
  const mean = rows.reduce((sum, row) => sum + values[row]!, 0) / rows.length;
  if (rows.length < 2 * leastLeaf || areEqual(Array.from(rows, (row) => values[row]!))) return { mean };
  const node = describeNode(values, rows, mean);
  let best: (Split & { readonly parameter: number }) | null = null;
  for (let parameter = 0; parameter < parameters.length; parameter++) {
    const split = findSplit(parameters[parameter]!, node, leastLeaf);
    if (split !== null && (best === null || split.gain > best.gain + node.rounding)) best = { ...split, parameter };
  }
  if (best === null) return { mean };
  const { parameter, goesLeft } = best;
  const { ofPoint } = parameters[parameter]!;
  const grow = (side: 0 | 1): RegressionTree => {
    const kept = rows.filter((row) => goesLeft[ofPoint[row]!] === side);
    return growTree(parameters, values, kept, leastLeaf);
  };
  return { parameter, goesLeft, left: grow(1), right: grow(0) };
}

/** The rows that a split is looked for in. */
interface Node {
  readonly rows: Int32Array;
  /** [row of `rows`] the value less the node's mean, so that sums do not swallow what the values differ by */
  readonly errors: Float64Array;
  /** gains differ by more, or by rounding alone */
  readonly rounding: number;
}

function describeNode(values: readonly number[], rows: Int32Array, mean: number): Node {
  const errors = Float64Array.from(rows, (row) => values[row]! - mean);
  return { rows, errors, rounding: ROUNDING * errors.reduce((sum, error) => sum + error * error, 0) };
}

/** The mean of the leaf that a point falls into, given its level of each parameter. */
export function predictTree(tree: RegressionTree, levelOf: (parameter: number) => number): number {
  let node = tree;
  while (!("mean" in node)) node = node.goesLeft[levelOf(node.parameter)] === 1 ? node.left : node.right;
  return node.mean;
}

/**
 * The best cut through the levels in order of their numbers, or of their means if they are names: no other split of
 * names is better (W. Fisher, Journal of the American Statistical Association 53, 1958). Whether a parameter is present
 * is split before its values are.
 */
function findSplit(
  { ordered, conditional, count, ofPoint }: ParameterLevels,
  { rows, errors, rounding }: Node,
  leastLeaf: number,
): Split | null {
  const sums = new Float64Array(count);
  const counts = new Int32Array(count);
  rows.forEach((row, i) => {
    const level = ofPoint[row]!;
    sums[level]! += errors[i]!;
    counts[level]!++;
  });
  const order: number[] = [];
  for (let level = 0; level < count; level++) if (counts[level]! > 0) order.push(level);
  const presence = conditional && order[0] === 0;
  if (!ordered && !presence) order.sort((a, b) => sums[a]! / counts[a]! - sums[b]! / counts[b]!);
  let [gain, cut, leftAtCut, sum, left] = [Number.NEGATIVE_INFINITY, 0, 0, 0, 0];
  for (let place = 1; place < (presence ? Math.min(2, order.length) : order.length); place++) {
    sum += sums[order[place - 1]!]!;
    left += counts[order[place - 1]!]!;
    if (left < leastLeaf || rows.length - left < leastLeaf) continue;
    const reduced = ((sum / left) * sum * rows.length) / (rows.length - left);
    if (reduced > gain + rounding) [gain, cut, leftAtCut] = [reduced, place, left];
  }
  if (cut === 0) return null;
  const goesLeft = new Uint8Array(count);
  if (presence) goesLeft[0] = 1;
  // numbers that are not here are cut in the middle
  else if (ordered) goesLeft.fill(1, 0, Math.ceil((order[cut - 1]! + 1 + order[cut]!) / 2));
  else {
    // names that are not here go where most rows go
    if (2 * leftAtCut > rows.length) goesLeft.fill(1);
    order.forEach((level, place) => {
      goesLeft[level] = place < cut ? 1 : 0;
    });
  }
  return { gain, goesLeft };
}
