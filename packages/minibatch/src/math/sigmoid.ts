import { exp } from "./exp.ts";

/**
 * The logistic function 1 / (1 + e^-x), for every float64, in the form whose exponential cannot overflow, so that
 * relative accuracy is kept where it nears 0. Error below 2 ulp. Of NaN it is NaN.
 */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  const e = exp(x);
  return e / (1 + e);
}
