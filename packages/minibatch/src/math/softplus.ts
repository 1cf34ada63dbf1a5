import { exp } from "./exp.ts";
import { log1p } from "./log1p.ts";

/**
 * log(1 + e^x), for every float64, as max(x, 0) + log1p(e^-|x|), which neither overflows nor loses small results.
 * Error below 1.5 ulp. Of NaN it is NaN.
 */
export function softplus(x: number): number {
  return Math.max(x, 0) + log1p(exp(-Math.abs(x)));
}
