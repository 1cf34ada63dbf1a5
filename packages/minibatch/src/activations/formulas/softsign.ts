import type { Activation } from "./activation.ts";

/**
 * f(z) = z / (1 + |z|). Bergstra, Desjardins, Lamblin, Bengio, "Quadratic polynomials learn better image features" (2009). Its
 * slope comes from z: (1 - |y|)^2 cancels far out.
 */
export const softsign: Activation<{ readonly kind: "softsign" }> = {
  fields: {},
  value: (z) => z / (1 + Math.abs(z)),
  derivative: (z) => {
    const share = 1 / (1 + Math.abs(z));
    return share * share;
  },
  isSaturated: (y) => y > 0.99 || y < -0.99,
};
