/** Losses: B rows of C classes, or N elements taken as one row; see `losses/` for the formulas. */
import { meanSquaredError } from "../../losses/mean-squared-error.ts";
import { sigmoidBinaryCrossEntropy } from "../../losses/sigmoid-binary-cross-entropy.ts";
import { labelCrossEntropy, softmaxCrossEntropy } from "../../losses/softmax-cross-entropy.ts";
import type { Kernels } from "../kernels.ts";

type LossKernels = Pick<
  Kernels,
  "softmaxCrossEntropy" | "softmaxCrossEntropySoft" | "sigmoidBinaryCrossEntropy" | "meanSquaredError"
>;

export const lossKernels: LossKernels = {
  softmaxCrossEntropy(logits, labels, prediction, dlogits, B, C) {
    let sum = 0;
    for (let r = 0; r < B; r++) sum += labelCrossEntropy(logits, labels[r], prediction, dlogits, r * C, C, 1 / B);
    return sum;
  },

  softmaxCrossEntropySoft(logits, targets, prediction, dlogits, B, C) {
    let sum = 0;
    for (let r = 0; r < B; r++) sum += softmaxCrossEntropy(logits, targets, prediction, dlogits, r * C, C, 1 / B);
    return sum;
  },

  sigmoidBinaryCrossEntropy(logits, targets, prediction, dlogits, N, scale) {
    return sigmoidBinaryCrossEntropy(logits, targets, prediction, dlogits, 0, N, scale);
  },

  meanSquaredError(y, targets, dy, N, scale) {
    return meanSquaredError(y, targets, y, dy, 0, N, scale);
  },
};
