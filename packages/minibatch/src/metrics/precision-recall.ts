import { DataError } from "../errors.ts";
import { checkList } from "./check.ts";

const ACTION = "measure precision";

/** Of one class, or of all of them; each from 0 to 1. */
export interface PrecisionRecall {
  /** right ones among those predicted as the class */
  readonly precision: number;
  /** right ones among those of the class */
  readonly recall: number;
  /** harmonic mean of the two */
  readonly f1: number;
}

/** The three figures by class and over the classes. */
export interface PrecisionRecallReport {
  /** [C]; of two classes, the second is "the" precision, recall and F1 */
  readonly perClass: readonly PrecisionRecall[];
  /** unweighted means over the classes */
  readonly macro: PrecisionRecall;
  /** from the counts of all classes together; all three then equal the accuracy */
  readonly micro: PrecisionRecall;
}

/**
 * Precision, recall and F1 from a confusion matrix [C, C] (rows are labels). A share of nothing is 0, as scikit-learn's
 * `zero_division=0`. Throws DataError when the matrix is not square or empty, or holds what is no count.
 */
export function precisionRecall(matrix: ArrayLike<number>): PrecisionRecallReport {
  checkList(ACTION, "counts", matrix);
  if (Array.isArray(matrix[0])) checkEntry(matrix[0], 0, 0);
  const classes = Math.sqrt(matrix.length);
  if (matrix.length === 0 || !Number.isInteger(classes)) {
    throw new DataError(`Cannot ${ACTION}: a matrix of ${matrix.length} counts is not square; give [C, C]`);
  }
  for (let i = 0; i < matrix.length; i++) checkEntry(matrix[i], Math.floor(i / classes), i % classes);
  const perClass: PrecisionRecall[] = [];
  let right = 0;
  let all = 0;
  for (let c = 0; c < classes; c++) {
    let predicted = 0;
    let labelled = 0;
    for (let other = 0; other < classes; other++) {
      predicted += matrix[other * classes + c];
      labelled += matrix[c * classes + other];
    }
    const hits = matrix[c * classes + c];
    perClass.push(fromCounts(hits, predicted, labelled));
    right += hits;
    all += labelled;
  }
  const mean = (figure: keyof PrecisionRecall) => perClass.reduce((sum, one) => sum + one[figure], 0) / classes;
  return {
    perClass,
    macro: { precision: mean("precision"), recall: mean("recall"), f1: mean("f1") },
    micro: fromCounts(right, all, all),
  };
}

/** Counts may be weighted, so fractions are counts too; their sums must stay finite. */
function checkEntry(count: unknown, label: number, predicted: number): void {
  if (typeof count === "number" && count >= 0 && count <= Number.MAX_SAFE_INTEGER) return;
  const is = Array.isArray(count) ? "a list" : typeof count === "number" ? String(count) : `a ${typeof count}`;
  const fix = Array.isArray(count) ? "give the rows one after the other, as matrix.flat() does" : "count anew";
  throw new DataError(
    `Cannot ${ACTION}: the count of label ${label} predicted as ${predicted} is ${is}, should be a number from 0 ` +
      `to 2^53 - 1; ${fix}`,
  );
}

function fromCounts(hits: number, predicted: number, labelled: number): PrecisionRecall {
  return {
    precision: shareOf(hits, predicted),
    recall: shareOf(hits, labelled),
    f1: shareOf(2 * hits, predicted + labelled),
  };
}

function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
