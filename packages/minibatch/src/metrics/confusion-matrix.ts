import { checkCount, checkLabels, countRows } from "./check.ts";

/**
 * [C, C] row-major: how many rows of label i (row) were predicted as class j (column), as
 * scikit-learn lays it out. Both lists hold classes, 0 .. C-1: see `predictClasses`, `predictBits`.
 * Throws DataError: no rows, counts, classes out of range.
 */
export function confusionMatrix(predicted: ArrayLike<number>, labels: ArrayLike<number>, classes: number): Int32Array {
  const action = "count a confusion matrix";
  checkCount(action, "labels", labels, countRows(action, predicted, 1));
  checkLabels(action, labels, classes);
  checkLabels(`${action} of predictions`, predicted, classes);
  const matrix = new Int32Array(classes * classes);
  for (let row = 0; row < labels.length; row++) matrix[labels[row] * classes + predicted[row]]++;
  return matrix;
}
