import type { ActivationFormula } from "../activation.ts";

/** f(z) = max(z, 0), with derivative 0 at 0 as in PyTorch and Keras. Nair and Hinton (2010). */
export const relu: ActivationFormula = {
  value: (z) => Math.max(z, 0),
  derivative: (z) => (z > 0 ? 1 : 0),
};
