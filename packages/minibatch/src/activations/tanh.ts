import { tanh as hyperbolicTangent } from "../math/tanh.ts";
import type { Activation } from "./activation.ts";

/** f(z) = tanh z */
export const tanh: Activation = {
  value: hyperbolicTangent,
  derivative: (_, y) => 1 - y * y,
};
