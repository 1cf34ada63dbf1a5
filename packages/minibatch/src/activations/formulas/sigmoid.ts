import { sigmoid as logistic } from "../../math/sigmoid.ts";
import type { ActivationFormula } from "../activation.ts";

/** f(z) = 1 / (1 + e^-z) */
export const sigmoid: ActivationFormula = {
  value: logistic,
  derivative: (_, y) => y * (1 - y),
};
