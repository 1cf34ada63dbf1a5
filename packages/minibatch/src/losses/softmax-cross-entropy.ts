/**
 * Softmax and cross-entropy in one, so that no logarithm of an exponential is taken: with m the largest logit, log p_c
 * = (z_c - m) - log sum_k e^(z_k - m) is finite at any finite logits. The gradient is p - t: Bishop, "Pattern
 * recognition and machine learning" (2006), equation 4.109.
 */

import { exp } from "../math/exp.ts";
import type { FloatArray } from "../math/float-array.ts";
import { log } from "../math/log.ts";
import type { RowLoss } from "./row-loss.ts";

function findLargest(logits: FloatArray, start: number, count: number): number {
  let largest = logits[start];
  for (let i = start + 1; i < start + count; i++) largest = Math.max(largest, logits[i]);
  return largest;
}

function sumExponentials(logits: FloatArray, start: number, count: number, largest: number): number {
  let sum = 0;
  for (let i = start; i < start + count; i++) sum += exp(logits[i] - largest);
  return sum;
}

/** The loss for a class label: -log p_label; gradient = (p - onehot(label)) scale. Arguments as RowLoss. */
export function labelCrossEntropy(
  logits: FloatArray,
  label: number,
  prediction: FloatArray,
  gradient: FloatArray,
  start: number,
  count: number,
  scale: number,
): number {
  const largest = findLargest(logits, start, count);
  const sum = sumExponentials(logits, start, count, largest);
  const loss = log(sum) - (logits[start + label] - largest);
  for (let i = start; i < start + count; i++) {
    const p = exp(logits[i] - largest) / sum;
    prediction[i] = p;
    gradient[i] = (i - start === label ? p - 1 : p) * scale;
  }
  return loss;
}

/** The loss for a distribution over classes: -sum_c t_c log p_c; gradient = (p sum_c t_c - t) scale. */
export const softmaxCrossEntropy: RowLoss = (logits, targets, prediction, gradient, start, count, scale) => {
  const largest = findLargest(logits, start, count);
  const sum = sumExponentials(logits, start, count, largest);
  const logSum = log(sum);
  let loss = 0;
  let mass = 0;
  for (let i = start; i < start + count; i++) {
    // a target of 0 adds nothing, even where the logit is minus infinity
    if (targets[i] !== 0) loss += targets[i] * (logSum - (logits[i] - largest));
    mass += targets[i];
  }
  for (let i = start; i < start + count; i++) {
    const p = exp(logits[i] - largest) / sum;
    prediction[i] = p;
    gradient[i] = (p * mass - targets[i]) * scale;
  }
  return loss;
};
