/** The checks at the metrics' doors; every failure is a DataError that says the action, what is and what should be. */
import { DataError } from "../errors.ts";

/** A list, or an array of any kind; `what` in the plural. */
export function checkList(action: string, what: string, values: ArrayLike<unknown>): void {
  if (typeof values === "object" && Number.isSafeInteger((values as ArrayLike<unknown> | null)?.length)) return;
  throw new DataError(`Cannot ${action}: the ${what} are ${String(values)}; give a list of numbers`);
}

/** The number of rows of [rows, columns] predictions. Throws when there is none, or a part of one. */
export function countRows(action: string, values: ArrayLike<number>, columns: number): number {
  checkList(action, "predictions", values);
  if (!Number.isSafeInteger(columns) || columns < 1) {
    throw new DataError(
      `Cannot ${action}: a row of ${columns} columns was asked for; it must be a whole number from 1`,
    );
  }
  const rows = values.length / columns;
  if (rows === 0) throw new DataError(`Cannot ${action}: there are no predictions; give at least one row`);
  if (!Number.isSafeInteger(rows)) {
    throw new DataError(`Cannot ${action}: ${values.length} predictions do not make rows of ${columns}`);
  }
  return rows;
}

/** One of `what` for every row. */
export function checkCount(action: string, what: string, list: ArrayLike<unknown>, rows: number): void {
  checkList(action, what, list);
  if (list.length !== rows) {
    throw new DataError(
      `Cannot ${action}: there are ${list.length} ${what} for ${rows} predictions; give one for each`,
    );
  }
}

/** A NaN compares as neither right nor wrong, so it must not be counted. */
export function checkNotNaN(action: string, what: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) {
      throw new DataError(`Cannot ${action}: ${what} ${i} is NaN; find where the model or the data went wrong first`);
    }
  }
}

/** For differences: that of two infinities would be NaN. */
export function checkFinite(action: string, what: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw new DataError(`Cannot ${action}: ${what} ${i} is ${values[i]}; it must be finite`);
    }
  }
}

/** Every label is a class: 0 .. classes-1. */
export function checkLabels(action: string, labels: ArrayLike<number>, classes: number): void {
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new DataError(
        `Cannot ${action}: label ${i} is ${label}; it must be a whole number from 0 to ${classes - 1}`,
      );
    }
  }
}
