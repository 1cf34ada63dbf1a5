/** Wilcoxon's signed-rank test (F. Wilcoxon, Biometrics Bulletin 1(6), 1945) that paired differences lie around 0. */

import { normalTail } from "../distributions/normal-tail.ts";
import { requireFinite } from "../floating-point/require-finite.ts";
import { assumeRoundings } from "../floating-point/rounding.ts";
import { rankMagnitudes } from "./midranks.ts";

/** Largest number of differences for which the distribution is counted out; it takes n^3 / 4 additions. */
const MOST_EXACT = 100;

export interface SignedRankResult {
  /** sums of the ranks of the differences above and below 0 */
  readonly positive: number;
  readonly negative: number;
  /** differences that are ranked */
  readonly count: number;
  /** differences of 0 but for rounding, which are left out, as Wilcoxon did */
  readonly zeros: number;
  /** some magnitudes are equal and share their mean rank */
  readonly tied: boolean;
  /** two-sided; 1 when all differences are 0 */
  readonly pValue: number;
  readonly method: "exact" | "normal";
}

/**
 * Two-sided. Up to 100 differences p is exact: 2 P(W <= smaller sum) where each rank's sign is a fair coin, midranks
 * for ties (the permutation distribution: W. Conover, Practical Nonparametric Statistics, 5.7). Above, the normal
 * approximation with the variance corrected for ties, without continuity correction, as SciPy's default. Throws
 * RangeError for a difference that is not finite.
 *
 * @param roundings how far off each difference may be by rounding: default as `assumeRoundings`
 */
export function testSignedRanks(
  differences: readonly number[],
  roundings: readonly number[] = assumeRoundings(differences),
): SignedRankResult {
  requireFinite("rank differences", differences, "differences");
  const isRanked = (_: number, i: number): boolean => Math.abs(differences[i]!) > roundings[i]!;
  const ranked = differences.filter(isRanked);
  const { ranks, groups } = rankMagnitudes(ranked.map(Math.abs), roundings.filter(isRanked));
  let [positive, negative] = [0, 0];
  ranked.forEach((difference, i) => {
    if (difference > 0) positive += ranks[i]!;
    else negative += ranks[i]!;
  });
  const smaller = Math.min(positive, negative);
  const exact = ranked.length <= MOST_EXACT;
  const tail = exact ? exactTail(ranks, smaller) : approximateTail(ranked.length, groups, smaller);
  return {
    positive,
    negative,
    count: ranked.length,
    zeros: differences.length - ranked.length,
    tied: groups.some((size) => size > 1),
    pValue: Math.min(1, 2 * tail),
    method: exact ? "exact" : "normal",
  };
}

/**
 * P(W <= statistic), W the sum of a random subset of the ranks. Midranks are halves: everything is counted in halves.
 */
function exactTail(ranks: readonly number[], statistic: number): number {
  const last = Math.round(2 * statistic);
  const probabilities = new Float64Array(last + 1);
  probabilities[0] = 1;
  for (const rank of ranks) {
    const step = Math.round(2 * rank);
    for (let sum = last; sum >= 0; sum--) {
      probabilities[sum] = (probabilities[sum]! + (sum >= step ? probabilities[sum - step]! : 0)) / 2;
    }
  }
  return probabilities.reduce((total, probability) => total + probability, 0);
}

function approximateTail(n: number, groups: readonly number[], statistic: number): number {
  const ties = groups.reduce((sum, size) => sum + size * size * size - size, 0);
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - ties / 48;
  return normalTail(((n * (n + 1)) / 4 - statistic) / Math.sqrt(variance));
}
