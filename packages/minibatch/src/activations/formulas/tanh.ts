import { tanh as hyperbolicTangent } from "../../math/tanh.ts";
import type { ActivationFormula } from "../activation.ts";

/** f(z) = tanh z */
export const tanh: ActivationFormula = {
  value: hyperbolicTangent,
  derivative: (_, y) => 1 - y * y,
};
