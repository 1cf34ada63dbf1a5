import { checkCount, checkFinite, countRows } from "./check.ts";

/**
 * Mean of |prediction - target| over all elements. Throws DataError: not finite on either side, counts, nothing given.
 */
export function meanAbsoluteError(predictions: ArrayLike<number>, targets: ArrayLike<number>): number {
  const action = "measure the absolute error";
  checkCount(action, "targets", targets, countRows(action, predictions, 1));
  checkFinite(action, "prediction", predictions);
  checkFinite(action, "target", targets);
  let sum = 0;
  for (let i = 0; i < predictions.length; i++) sum += Math.abs(predictions[i] - targets[i]);
  return sum / predictions.length;
}
