import { sigmoid as logistic } from "../math/sigmoid.ts";
import type { Activation } from "./activation.ts";

/** f(z) = 1 / (1 + e^-z) */
export const sigmoid: Activation<{ readonly kind: "sigmoid" }> = {
  fields: {},
  value: logistic,
  derivative: (_, y) => y * (1 - y),
  needsOnlyOutput: true,
  isSaturated: (y) => y > 0.99 || y < 0.01,
};
