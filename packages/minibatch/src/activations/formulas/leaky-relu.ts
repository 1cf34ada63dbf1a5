import type { ActivationFormula } from "../activation.ts";

/**
 * f(z) = z if z > 0, else slope z. Maas, Hannun, Ng, "Rectifier nonlinearities improve neural network acoustic models"
 * (2013).
 */
export const leakyRelu: ActivationFormula = {
  value: (z, slope) => (z > 0 ? z : slope * z),
  derivative: (z, _, slope) => (z > 0 ? 1 : slope),
};
