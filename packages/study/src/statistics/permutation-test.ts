import { requireFinite } from "./floating-point/require-finite.ts";
import { mean } from "./summaries/mean.ts";

/**
 * Statistics of two orders that are equal in theory come out of sums in different orders: SciPy's `permutation_test`
 * allows for as much, 100 units.
 */
const ROUNDING = 100 * 2 ** -52;

/** Draws an order of 0 .. length-1, each as likely as the others. */
export type DrawOrder = (length: number) => ArrayLike<number>;

export interface PermutationResult {
  readonly observed: number;
  /** one-sided: share of orders whose statistic is at least the observed one, the observed order counted among them */
  readonly pValue: number;
  /** the statistic's mean over the permuted orders */
  readonly permutedMean: number;
  readonly permutations: number;
}

/**
 * One-sided permutation test: is `statistic` larger in the given order than in random ones?
 * p = (1 + #{permuted >= observed}) / (1 + permutations), which is never 0 (B. Phipson & G. Smyth,
 * Statistical Applications in Genetics and Molecular Biology 9(1), 2010, section 4).
 *
 * Throws RangeError for a statistic that is not finite.
 *
 * @param statistic of an order of 0 .. length-1
 */
export function testPermutations(
  statistic: (order: ArrayLike<number>) => number,
  length: number,
  permutations: number,
  drawOrder: DrawOrder,
): PermutationResult {
  const observed = statistic(Array.from({ length }, (_, i) => i));
  requireFinite("test permutations", [observed], "observed");
  const least = observed - ROUNDING * Math.abs(observed);
  const seen: number[] = [];
  for (let round = 0; round < permutations; round++) seen.push(statistic(drawOrder(length)));
  requireFinite("test permutations", seen, "permuted");
  const atLeast = 1 + seen.filter((permuted) => permuted >= least).length;
  return { observed, pValue: atLeast / (1 + permutations), permutedMean: mean(seen), permutations };
}
