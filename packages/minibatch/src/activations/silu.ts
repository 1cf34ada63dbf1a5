import { sigmoid } from "../math/sigmoid.ts";
import type { Activation } from "./activation.ts";

/** f(z) = z sigmoid(z), also called swish. Elfwing, Uchibe, Doya (2017), equations 3 and 4. */
export const silu: Activation = {
  value: (z) => z * sigmoid(z),
  derivative: (z, y) => {
    const s = sigmoid(z);
    return y + s * (1 - y);
  },
};
