/** How large a paired difference is, beside whether it is there. */
import { logGamma } from "./log-gamma.ts";
import { mean } from "./mean.ts";
import { differencesScatter } from "./paired-t-test.ts";
import { testSignedRanks } from "./signed-rank-test.ts";
import { standardDeviation } from "./standard-deviation.ts";

export interface PairedEffects {
  /** mean / sd of the differences (J. Cohen 1988, 2.3.5: d_z); null when they do not scatter, or there are fewer than two */
  readonly cohensD: number | null;
  /** d_z without its bias in small samples (L. Hedges, Journal of Educational Statistics 6(2), 1981, equation 6e); null as it, and of fewer than three */
  readonly hedgesG: number | null;
  /** matched-pairs rank-biserial correlation (D. Kerby 2014): share of the ranks above 0 minus that below, -1 .. 1; null when all are 0 */
  readonly rankBiserial: number | null;
  /** shares of the pairs above 0 and at 0 */
  readonly won: number;
  readonly tied: number;
}

/** Of differences that are positive where the first of a pair is better. Throws RangeError when there are none. */
export function estimatePairedEffects(differences: readonly number[]): PairedEffects {
  const n = differences.length;
  if (n === 0) throw new RangeError("Cannot estimate effects: there are 0 pairs; it needs at least 1");
  const cohensD = n >= 2 && differencesScatter(differences) ? mean(differences) / standardDeviation(differences) : null;
  const { positive, negative, zeros } = testSignedRanks(differences);
  return {
    cohensD,
    hedgesG: cohensD === null || n < 3 ? null : cohensD * hedgesCorrection(n - 1),
    rankBiserial: zeros === n ? null : (positive - negative) / (positive + negative),
    won: differences.filter((difference) => difference > 0).length / n,
    tied: zeros / n,
  };
}

/** Gamma(m/2) / (sqrt(m/2) Gamma((m - 1)/2)) for m degrees of freedom, m >= 2 */
function hedgesCorrection(degrees: number): number {
  return Math.exp(logGamma(degrees / 2) - logGamma((degrees - 1) / 2)) / Math.sqrt(degrees / 2);
}
