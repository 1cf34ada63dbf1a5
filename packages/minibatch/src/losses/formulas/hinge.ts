import type { ElementFormula } from "./formula.ts";

/**
 * max(0, 1 - s z), s = 2 t - 1: Keras's Hinge, which makes -1 and 1 of the targets 0 and 1 too. C. Cortes and V. Vapnik
 * (1995), "Support-vector networks". Where s z = 1 the slope is 0.
 */
export const hinge: ElementFormula = {
  prediction: (z) => z,
  loss: (z, t) => Math.max(0, 1 - (2 * t - 1) * z),
  slope(z, t) {
    const s = 2 * t - 1;
    const short = 1 - s * z;
    return short > 0 ? -s : short <= 0 ? 0 : short;
  },
};
