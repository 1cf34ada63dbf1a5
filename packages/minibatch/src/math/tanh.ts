/**
 * The hyperbolic tangent: a rational function near 0, the exponential elsewhere. Method: Cody and Waite, "Software
 * manual for the elementary functions" (1980), chapter 13; coefficients: Moshier's Cephes `tanh.c`.
 */
import { exp } from "./exp.ts";

const ALL_ONE = 22; // 1 - tanh is below half an ulp of 1
const ALL_LINEAR = 3.725290298461914e-9; // 2^-28: x^3/3 is below half an ulp of x
const RATIONAL_ENDS = 0.625;
// tanh x = x + x^3 P(x^2) / Q(x^2)
const P0 = -1614.6876844170845;
const P1 = -99.28772310019185;
const P2 = -0.9643991794250523;
const Q0 = 4844.063053251255;
const Q1 = 2235.4883906010045;
const Q2 = 112.81167849163293;

/**
 * tanh x, for every float64. Error below 1.25 ulp.
 * Of +-Infinity it is +-1, of NaN it is NaN; the sign of 0 is kept.
 */
export function tanh(x: number): number {
  const a = Math.abs(x);
  if (a < RATIONAL_ENDS) {
    if (a < ALL_LINEAR) return x;
    const z = x * x;
    return x + x * z * ((P0 + z * (P1 + z * P2)) / (Q0 + z * (Q1 + z * (Q2 + z))));
  }
  const y = a < ALL_ONE ? 1 - 2 / (exp(2 * a) + 1) : a >= ALL_ONE ? 1 : a; // NaN is neither
  return x < 0 ? -y : y;
}
