import type { ActivationFormula } from "../activation.ts";

/**
 * f(z) = z / (1 + |z|). Bergstra, Desjardins, Lamblin, Bengio, "Quadratic polynomials learn better image features"
 * (2009). Its slope comes from z: (1 - |y|)^2 cancels far out.
 */
export const softsign: ActivationFormula = {
  value: (z) => z / (1 + Math.abs(z)),
  derivative: (z) => {
    const share = 1 / (1 + Math.abs(z));
    return share * share;
  },
};
