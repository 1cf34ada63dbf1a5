import { sigmoid } from "../../math/sigmoid.ts";
import { softplus } from "../../math/softplus.ts";
import { tanh } from "../../math/tanh.ts";
import type { ActivationFormula } from "../activation.ts";

/**
 * f(z) = z tanh(log(1 + e^z)). Misra, "Mish: a self regularized non-monotonic activation function" (2019), equation 1.
 */
export const mish: ActivationFormula = {
  value: (z) => z * tanh(softplus(z)),
  derivative: (z) => {
    const t = tanh(softplus(z));
    return t + z * (1 - t * t) * sigmoid(z);
  },
};
