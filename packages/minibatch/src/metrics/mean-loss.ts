import { DataError } from "../errors.ts";
import { checkCount, checkNotNaN, countRows } from "./check.ts";

/**
 * Mean loss per row from the mean losses of batches and the rows of each: a smaller last batch
 * weighs less. Throws DataError: a NaN loss, counts, a batch without rows.
 */
export function meanLoss(losses: ArrayLike<number>, rows: ArrayLike<number>): number {
  const action = "average losses";
  checkCount(action, "row counts", rows, countRows(action, losses, 1));
  checkNotNaN(action, "loss", losses);
  let sum = 0;
  let all = 0;
  for (let batch = 0; batch < losses.length; batch++) {
    if (!Number.isSafeInteger(rows[batch]) || rows[batch] < 1) {
      throw new DataError(`Cannot ${action}: batch ${batch} has ${rows[batch]} rows; it must be a whole number from 1`);
    }
    sum += losses[batch] * rows[batch];
    all += rows[batch];
  }
  return sum / all;
}
