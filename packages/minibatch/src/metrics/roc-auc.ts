import { DataError } from "../errors.ts";
import { checkCount, checkLabels, checkNotNaN, countRows } from "./check.ts";

/**
 * Area under the ROC curve: the chance that a row of label 1 scores above one of label 0, a tie
 * counting half. Computed as Mann & Whitney's U (1947) from the ranks, equal scores sharing their
 * mean rank (Hanley & McNeil, 1982). Throws DataError: NaN, counts, labels other than 0 and 1, one
 * class only.
 */
export function rocAuc(scores: ArrayLike<number>, labels: ArrayLike<number>): number {
  const action = "measure ROC AUC";
  const rows = countRows(action, scores, 1);
  checkCount(action, "labels", labels, rows);
  checkLabels(action, labels, 2);
  checkNotNaN(action, "score", scores);
  const positives = Array.from(labels).filter((label) => label === 1).length;
  const negatives = rows - positives;
  if (positives === 0 || negatives === 0) {
    throw new DataError(`Cannot ${action}: every label is ${positives === 0 ? 0 : 1}; it needs rows of both classes`);
  }
  const ranks = sumOfRanks(scores, labels);
  return (ranks - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Sum of the ranks (1, 2, ... from the lowest score) of the rows of label 1; halves at most, so exact. */
function sumOfRanks(scores: ArrayLike<number>, labels: ArrayLike<number>): number {
  const order = Int32Array.from({ length: scores.length }, (_, row) => row).sort((a, b) =>
    compare(scores[a], scores[b]),
  );
  let sum = 0;
  for (let first = 0; first < order.length; ) {
    let end = first + 1;
    while (end < order.length && scores[order[end]] === scores[order[first]]) end++;
    const meanRank = (first + 1 + end) / 2;
    for (let i = first; i < end; i++) if (labels[order[i]] === 1) sum += meanRank;
    first = end;
  }
  return sum;
}

/** Infinite scores too, whose difference would be NaN. */
function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
