/** What a network is measured by: the truth, its answers, and rows that can be shown. */
import type { TargetSpec } from "minibatch-data/sets";
import { MOST_MISTAKEN } from "./worst-rows.ts";
import type { ShownColumns, ShownRow } from "./task-performance.ts";

export interface PerformanceInput {
  readonly target: TargetSpec;
  /**
   * [rows, columns]: the number of each row's class; of binary and labels 0 or 1; of regression numbers in their unit
   */
  readonly truth: ArrayLike<number>;
  /** [rows, outputs]: probabilities; of regression numbers in the target's unit */
  readonly outputs: ArrayLike<number>;
  readonly shown: ShownRows;
}

/** Rows as they were before they became numbers. */
export interface ShownRows extends ShownColumns {
  /** whether each is a picture */
  readonly arePictures: boolean;
  /** `row`: of the split, from 0 */
  show(row: number): ShownRow;
}

/** How many of the most mistaken rows are told. */
export function countMistaken({ arePictures }: ShownRows): number {
  return arePictures ? MOST_MISTAKEN.pictures : MOST_MISTAKEN.rows;
}

export function columnsOf({ columns, moreColumns }: ShownRows): ShownColumns {
  return { columns, moreColumns };
}
