/**
 * Losses of B rows of O outputs: each fills the prediction [B, O] and dy [B, O], dL/dy, and returns L, the mean. The
 * formulas of a row are in `losses/`.
 */

import { elementFormulas, rowFormulas } from "../losses/formulas.ts";
import { meanSquaredError as squaredRow } from "../losses/mean-squared-error.ts";
import type { RowLoss } from "../losses/row-loss.ts";
import { sigmoidBinaryCrossEntropy as sigmoidRow } from "../losses/sigmoid-binary-cross-entropy.ts";
import { labelCrossEntropy, softmaxCrossEntropy as softmaxRow } from "../losses/softmax-cross-entropy.ts";
import type { FloatArray } from "../math/float-array.ts";
import type { ElementLossOperation, RowLossOperation } from "../plan/loss-operation.ts";

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

/** What the losses by formula read and write: y, prediction and dy [B, O]; weights [B], or null for 1 */
interface FormulaArrays {
  readonly y: FloatArray;
  readonly prediction: FloatArray;
  readonly dy: FloatArray;
  readonly weights: FloatArray | null;
  readonly O: number;
}

/** targets [B, O]; the mean over rows and outputs */
export function elementLoss(
  { formula, numbers, factors }: ElementLossOperation,
  targets: FloatArray,
  { y, prediction, dy, weights, O }: FormulaArrays,
): number {
  const { prediction: predict, loss, slope } = elementFormulas[formula];
  const N = y.length;
  let sum = 0;
  for (let n = 0; n < N; n++) {
    const row = Math.floor(n / O);
    const weight = weights === null ? 1 : weights[row];
    const factor = factors.length === 0 ? 1 : factors[n - row * O];
    const [z, t] = [y[n], targets[n]];
    sum += loss(z, t, numbers, factor) * weight;
    prediction[n] = predict(z);
    dy[n] = (slope(z, t, numbers, factor) * weight) / N;
  }
  return sum / N;
}

/** a class for each row, labels [B], or its shares, [B, O]; the mean over rows */
export function rowLoss(
  { formula, numbers, factors }: RowLossOperation,
  targets: FloatArray | Int32Array,
  { y, prediction, dy, weights, O }: FormulaArrays,
): number {
  const shares = targets instanceof Int32Array ? oneHot(targets, O) : targets;
  const B = y.length / O;
  let sum = 0;
  for (let r = 0; r < B; r++) {
    const weight = weights === null ? 1 : weights[r];
    const row = { outputs: y, targets: shares, prediction, gradient: dy, start: r * O, count: O, scale: weight / B };
    sum += rowFormulas[formula](row, numbers, factors) * weight;
  }
  return sum / B;
}

function oneHot(labels: Int32Array, O: number): Float64Array {
  const shares = new Float64Array(labels.length * O);
  for (const [r, label] of labels.entries()) shares[r * O + label] = 1;
  return shares;
}
