import { sumExactly } from "../floating-point/sum-exactly.ts";
import type { RegressionTree } from "./regression-tree.ts";

export interface MarginalVariance {
  /** variance of the tree's prediction */
  readonly total: number;
  /** [parameter] variance of the prediction's mean at each level of the parameter, over all levels of the others */
  readonly main: readonly number[];
}

/**
 * The functional analysis of variance of a tree (F. Hutter et al., ICML 2014, section 3, algorithm 2). Each leaf is a
 * box; its share of the space is a product over the parameters.
 *
 * @param weights [parameter][level] the level's share; the parameters are independent
 */
export function decomposeVariance(weights: readonly Float64Array[], tree: RegressionTree): MarginalVariance {
  const leaves: Leaf[] = [];
  const visit = (node: RegressionTree, box: readonly Uint8Array[], shares: readonly number[]): void => {
    if ("mean" in node) {
      leaves.push({ mean: node.mean, box, shares, share: shares.reduce((product, part) => product * part, 1) });
      return;
    }
    const { parameter, goesLeft, left, right } = node;
    for (const [child, side] of [
      [left, 1],
      [right, 0],
    ] as const) {
      const inside = box[parameter]!.map((was, level) => (goesLeft[level] === side ? was : 0));
      const share = sumInside(inside, weights[parameter]!);
      visit(child, box.with(parameter, inside), shares.with(parameter, share));
    }
  };
  const whole = weights.map(({ length }) => new Uint8Array(length).fill(1));
  visit(tree, whole, new Array<number>(weights.length).fill(1));
  const mean = sumExactly(leaves.map((leaf) => leaf.share * leaf.mean));
  // from here on distances to the mean: squares of large values would swallow their differences
  const marginals = weights.map(({ length }) => new Float64Array(length));
  for (const leaf of leaves) {
    leaf.box.forEach((inside, parameter) => {
      const others = leaf.shares.reduce((product, part, i) => (i === parameter ? product : product * part), 1);
      const marginal = marginals[parameter]!;
      for (let level = 0; level < marginal.length; level++) {
        marginal[level]! += inside[level]! * others * (leaf.mean - mean);
      }
    });
  }
  return {
    total: leaves.reduce((sum, leaf) => sum + leaf.share * (leaf.mean - mean) * (leaf.mean - mean), 0),
    main: marginals.map((marginal, parameter) =>
      marginal.reduce((sum, value, level) => sum + weights[parameter]![level]! * value * value, 0),
    ),
  };
}

/** A box of the space. */
interface Leaf {
  /** of the tree's prediction in it */
  readonly mean: number;
  /** [parameter][level] 1: it lies in it */
  readonly box: readonly Uint8Array[];
  /** [parameter] share of its levels that lie in it; and the share of the space that does */
  readonly shares: readonly number[];
  readonly share: number;
}

function sumInside(inside: Uint8Array, weights: Float64Array): number {
  return weights.reduce((sum, weight, level) => sum + inside[level]! * weight, 0);
}
