import { sigmoid } from "../math/sigmoid.ts";
import { softplus } from "../math/softplus.ts";
import type { RowLoss } from "./row-loss.ts";

/**
 * The sum over the row of -t log p - (1 - t) log(1 - p), p = sigmoid(z), as t softplus(-z) + (1 - t) softplus(z): both
 * terms are small where they should be, and finite at any finite logit. Gradient (p - t) scale: Bishop (2006), 4.91.
 */
export const sigmoidBinaryCrossEntropy: RowLoss = (logits, targets, prediction, gradient, start, count, scale) => {
  let loss = 0;
  for (let i = start; i < start + count; i++) {
    const z = logits[i];
    const t = targets[i];
    const p = sigmoid(z);
    loss += t * softplus(-z) + (1 - t) * softplus(z);
    prediction[i] = p;
    gradient[i] = (p - t) * scale;
  }
  return loss;
};
