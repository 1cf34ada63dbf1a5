/** The natural logarithm. Method: FreeBSD msun `e_log.c` (see NOTICE.md). */
import { highWord } from "./float64-bits.ts";
import { nearestExponent, sumLogarithm } from "./logarithm-series.ts";
import { powerOfTwo } from "./power-of-two.ts";

const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_54 = 18014398509481984;

/**
 * log x, for every float64. Error below 0.8 ulp, subnormal x included.
 * Of 0 (either sign) it is -Infinity, of Infinity it is Infinity, of negative x and NaN it is NaN.
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : Number.NaN;
  if (x === Infinity) return x;
  const shift = x < SMALLEST_NORMAL ? 54 : 0;
  const normal = shift === 0 ? x : x * TWO_54;
  const k = nearestExponent(highWord(normal));
  return sumLogarithm(normal * powerOfTwo(-k) - 1, k - shift, 0);
}
