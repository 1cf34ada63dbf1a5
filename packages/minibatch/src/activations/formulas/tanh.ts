import { tanh as hyperbolicTangent } from "../math/tanh.ts";
import type { Activation } from "./activation.ts";

/** f(z) = tanh z */
export const tanh: Activation<{ readonly kind: "tanh" }> = {
  fields: {},
  value: hyperbolicTangent,
  derivative: (_, y) => 1 - y * y,
  needsOnlyOutput: true,
  isSaturated: (y) => y > 0.99 || y < -0.99,
};
