import { sigmoid } from "../../math/sigmoid.ts";
import type { ActivationFormula } from "../activation.ts";

/** f(z) = z sigmoid(z), also called swish. Elfwing, Uchibe, Doya (2017), equations 3 and 4. */
export const silu: ActivationFormula = {
  value: (z) => z * sigmoid(z),
  // the paper's y + s (1 - y), rearranged so that large y does not cancel
  derivative: (z) => {
    const s = sigmoid(z);
    return s * (1 + z * (1 - s));
  },
};
