/** How large a paired difference is, beside whether there is one. */
import { stirlingRemainder } from "../distributions/log-gamma.ts";
import { bringIntoRange } from "../floating-point/bring-into-range.ts";
import { requireFinite } from "../floating-point/require-finite.ts";
import { assumeRoundings } from "../floating-point/rounding.ts";
import { mean } from "../summaries/mean.ts";
import { standardDeviation } from "../summaries/standard-deviation.ts";
import { differencesScatter } from "./paired-t-test.ts";
import { testSignedRanks } from "./signed-rank-test.ts";

export interface PairedEffects {
  /** mean / sd of the differences (J. Cohen 1988, 2.3.5: d_z); null when they are all equal, or fewer than two */
  readonly cohensD: number | null;
  /**
   * d_z corrected for its bias in small samples (L. Hedges, Journal of Educational Statistics 6(2), 1981, equation 6e);
   * null where d_z is, and for fewer than three
   */
  readonly hedgesG: number | null;
  /**
   * matched-pairs rank-biserial correlation (D. Kerby 2014): the share of the ranks above 0 minus the share below, -1
   * .. 1; null when all differences are 0
   */
  readonly rankBiserial: number | null;
  /** shares of the pairs above 0 and at 0 */
  readonly won: number;
  readonly tied: number;
}

/**
 * Of differences that are positive where the first of a pair is better. Throws RangeError when there are none, and for
 * one that is not finite.
 *
 * @param givenRoundings how far off each difference may be by rounding: default as `assumeRoundings`
 */
export function estimatePairedEffects(
  given: readonly number[],
  givenRoundings: readonly number[] = assumeRoundings(given),
): PairedEffects {
  const n = given.length;
  if (n === 0) throw new RangeError("Cannot estimate effects: there are 0 pairs; it needs at least 1");
  requireFinite("estimate effects", given, "differences");
  const [differences, roundings] = bringIntoRange(given, givenRoundings);
  const scatter = n >= 2 && differencesScatter(differences, roundings);
  const cohensD = scatter ? mean(differences) / standardDeviation(differences) : null;
  const { positive, negative, zeros } = testSignedRanks(differences, roundings);
  return {
    cohensD,
    hedgesG: cohensD === null || n < 3 ? null : cohensD * hedgesCorrection(n - 1),
    rankBiserial: zeros === n ? null : (positive - negative) / (positive + negative),
    won: differences.filter((difference, i) => difference > roundings[i]!).length / n,
    tied: zeros / n,
  };
}

/**
 * Gamma(m/2) / (sqrt(m/2) Gamma((m - 1)/2)) for m >= 2 degrees of freedom, with the large logarithms of Stirling's
 * formula cancelled by hand.
 */
function hedgesCorrection(degrees: number): number {
  const [a, b] = [degrees / 2, (degrees - 1) / 2];
  const rest = stirlingRemainder(a) - stirlingRemainder(b);
  return Math.exp((b - 0.5) * Math.log1p(0.5 / b) - 0.5 + rest);
}
