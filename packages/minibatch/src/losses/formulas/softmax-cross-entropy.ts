import { log } from "../../math/log.ts";
import type { RowFormula } from "./formula.ts";
import { softmaxOf } from "./softmax-row.ts";

/**
 * -sum_c t_c log p_c of the smoothed targets t (1 - s) + s m / C, m their sum: C. Szegedy et al. (2016), "Rethinking
 * the Inception architecture", section 7; label_smoothing of PyTorch's CrossEntropyLoss and of Keras. The gradient is
 * p m - t. Numbers: s.
 */
export const softmaxCrossEntropy: RowFormula = (row, [s]) => {
  const { outputs, targets, prediction, gradient, start, count, scale } = row;
  const { largest, sum } = softmaxOf(outputs, prediction, start, count);
  const logSum = log(sum) + largest;
  let mass = 0;
  for (let i = start; i < start + count; i++) mass += targets[i];
  const share = (s * mass) / count;
  let loss = 0;
  for (let i = start; i < start + count; i++) {
    const t = targets[i] * (1 - s) + share;
    // a target of 0 adds nothing, even where the logit is minus infinity
    if (t !== 0) loss += t * (logSum - outputs[i]);
    gradient[i] = (prediction[i] * mass - t) * scale;
  }
  return loss;
};
