import { DataError } from "../errors.ts";
import { checkCount, checkLabels, checkNotNaN, countRows } from "./check.ts";

/**
 * Share of the rows of predictions [B, C] whose label is among the k largest; of equals the lower
 * class goes first, so that k = 1 is `accuracy`. Throws DataError: k outside 1 .. C, NaN, counts, labels.
 */
export function topKAccuracy(
  predictions: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
  k: number,
): number {
  const action = `measure top-${k} accuracy`;
  const rows = countRows(action, predictions, classes);
  if (!Number.isInteger(k) || k < 1 || k > classes) {
    throw new DataError(
      `Cannot ${action}: there are ${classes} classes; k must be a whole number from 1 to ${classes}`,
    );
  }
  checkCount(action, "labels", labels, rows);
  checkLabels(action, labels, classes);
  checkNotNaN(action, "prediction", predictions);
  let right = 0;
  for (let row = 0; row < rows; row++) if (rankOf(predictions, row * classes, classes, labels[row]) < k) right++;
  return right / rows;
}

/** How many classes of the row that begins at `start` go before `label`. */
function rankOf(predictions: ArrayLike<number>, start: number, classes: number, label: number): number {
  const own = predictions[start + label];
  let before = 0;
  for (let c = 0; c < classes; c++) {
    const other = predictions[start + c];
    if (other > own || (other === own && c < label)) before++;
  }
  return before;
}
