import type { ActivationFormula } from "../activation.ts";

/** f(z) = z */
export const linear: ActivationFormula = {
  value: (z) => z,
  derivative: () => 1,
};
