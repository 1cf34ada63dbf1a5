import { sigmoid } from "../../math/sigmoid.ts";
import { softplus } from "../../math/softplus.ts";
import type { ElementFormula, FormulaNumbers } from "./formula.ts";

/**
 * c t softplus(-z) + (1 - t) softplus(z), with the factor c of the positive (PyTorch's pos_weight of
 * BCEWithLogitsLoss) and the smoothed target t (1 - s) + s / 2 (Keras's label_smoothing). Numbers: s.
 */
export const sigmoidCrossEntropy: ElementFormula = {
  prediction: sigmoid,
  loss(z, target, numbers, factor) {
    const t = smooth(target, numbers);
    return factor * t * softplus(-z) + (1 - t) * softplus(z);
  },
  slope(z, target, numbers, factor) {
    const t = smooth(target, numbers);
    return (1 - t) * sigmoid(z) - factor * t * sigmoid(-z);
  },
};

function smooth(t: number, [s]: FormulaNumbers): number {
  return t * (1 - s) + 0.5 * s;
}
