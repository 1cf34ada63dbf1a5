/** log(1 + x) without cancellation. Method: FreeBSD msun `s_log1p.c` (see NOTICE.md). */
import { highWord } from "./float64-bits.ts";
import { nearestExponent, sumLogarithm } from "./logarithm-series.ts";
import { powerOfTwo } from "./power-of-two.ts";

const TINY = 1.1102230246251565e-16; // 2^-53: x^2/2 is below half an ulp of x
const SQRT_2_MINUS_1 = 0.4142135623730951;
const SQRT_HALF_MINUS_1 = -0.2928932188134524;

/**
 * log(1 + x), for every float64; relative accuracy is kept near 0. Error below 0.8 ulp.
 * Of -1 it is -Infinity, of Infinity it is Infinity, below -1 and of NaN it is NaN; the sign of 0 is kept.
 */
export function log1p(x: number): number {
  if (!(x > -1)) return x === -1 ? -Infinity : Number.NaN;
  if (x === Infinity || Math.abs(x) < TINY) return x;
  if (x > SQRT_HALF_MINUS_1 && x < SQRT_2_MINUS_1) return sumLogarithm(x, 0, 0);
  const u = 1 + x;
  const k = nearestExponent(highWord(u));
  // what rounding 1 + x lost, corrected to first order: log(u + lost) = log(u) + lost / u
  const lost = k >= 54 ? 0 : k >= 2 ? 1 - (u - x) : x - (u - 1);
  return sumLogarithm(u * powerOfTwo(-k) - 1, k, lost / u);
}
