import type { FloatArray } from "../math/float-array.ts";

/**
 * Share of a layer's units, the last dimension, that have both the weights and the gradients of another one: they make
 * the same steps for ever. Sums that were taken in another order may differ in their last digits.
 */
export function equalColumns(weights: FloatArray, gradients: FloatArray, shape: readonly number[]): number {
  const units = shape[shape.length - 1];
  if (units < 2 || shape.length < 2) return 0;
  const inputs = weights.length / units;
  const largest = [largestOf(weights), largestOf(gradients)];
  const isNear = (values: FloatArray, limit: number, a: number, b: number): boolean => {
    for (let i = 0; i < inputs; i++) {
      if (!(Math.abs(values[i * units + a] - values[i * units + b]) <= limit)) return false;
    }
    return true;
  };
  const areEqual = (a: number, b: number): boolean =>
    isNear(weights, largest[0] * 1e-6, a, b) && isNear(gradients, largest[1] * 1e-5, a, b);
  let equal = 0;
  for (let unit = 0; unit < units; unit++) {
    // twins that stand beside each other, or equal to the first
    if (areEqual(unit, unit === 0 ? 1 : unit - 1) || (unit > 0 && areEqual(unit, 0))) equal++;
  }
  return equal / units;
}

function largestOf(values: FloatArray): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]));
  return largest;
}
