/**
 * Losses of B rows of O outputs: each fills the prediction [B, O] and dy [B, O], dL/dy, and returns L, the mean. The
 * formulas of a row are in `losses/`.
 */
import { meanSquaredError as squaredRow } from "../losses/mean-squared-error.ts";
import type { RowLoss } from "../losses/row-loss.ts";
import { sigmoidBinaryCrossEntropy as sigmoidRow } from "../losses/sigmoid-binary-cross-entropy.ts";
import { labelCrossEntropy, softmaxCrossEntropy as softmaxRow } from "../losses/softmax-cross-entropy.ts";
import type { FloatArray } from "../math/float-array.ts";

/** y [B, O], a class in 0 .. O-1 for each row, labels [B]; the mean over rows */
export function softmaxOfLabels(
  y: FloatArray,
  labels: Int32Array,
  prediction: FloatArray,
  dy: FloatArray,
  O: number,
): number {
  const B = labels.length;
  let sum = 0;
  for (let r = 0; r < B; r++) sum += labelCrossEntropy(y, labels[r], prediction, dy, r * O, O, 1 / B);
  return sum / B;
}

/** y [B, O], shares of classes, targets [B, O]; the mean over rows */
export function softmaxOfShares(
  y: FloatArray,
  targets: FloatArray,
  prediction: FloatArray,
  dy: FloatArray,
  O: number,
): number {
  const B = y.length / O;
  let sum = 0;
  for (let r = 0; r < B; r++) sum += softmaxRow(y, targets, prediction, dy, r * O, O, 1 / B);
  return sum / B;
}

/** y [B, O], targets [B, O]; the mean over rows and outputs */
export function sigmoidBinaryCrossEntropy(
  y: FloatArray,
  targets: FloatArray,
  prediction: FloatArray,
  dy: FloatArray,
): number {
  return meanOf(sigmoidRow, y, targets, prediction, dy);
}

/** y [B, O], targets [B, O]; the mean over rows and outputs */
export function meanSquaredError(y: FloatArray, targets: FloatArray, prediction: FloatArray, dy: FloatArray): number {
  return meanOf(squaredRow, y, targets, prediction, dy);
}

/** All elements taken as one row. */
function meanOf(formula: RowLoss, y: FloatArray, targets: FloatArray, prediction: FloatArray, dy: FloatArray): number {
  const N = y.length;
  return formula(y, targets, prediction, dy, 0, N, 1 / N) / N;
}
