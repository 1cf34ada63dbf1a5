import { erfc } from "../../math/erf.ts";
import { exp } from "../../math/exp.ts";
import type { ActivationFormula } from "../activation.ts";

const INVERSE_SQRT_2_PI = 0.3989422804014327; // 1/sqrt(2 pi)

/** The standard normal's distribution function; by erfc, since 1 + erf cancels in the lower tail. */
function normalCumulative(z: number): number {
  return 0.5 * erfc(-z * Math.SQRT1_2);
}

/**
 * f(z) = z P(N <= z), N standard normal. Hendrycks and Gimpel (2016), in the exact form that is PyTorch's default
 * (`approximate="none"`), not the tanh approximation.
 */
export const gelu: ActivationFormula = {
  value: (z) => z * normalCumulative(z),
  derivative: (z) => normalCumulative(z) + z * INVERSE_SQRT_2_PI * exp(-0.5 * z * z),
};
