/** What a network is measured by: the truth, its answers, and rows that can be shown. */
import type { Preparation } from "minibatch-data";
import type { ShownColumns, ShownRow } from "./task-performance.ts";
import { MOST_MISTAKEN } from "./worst-rows.ts";

export interface PerformanceInput {
  /** its target, and how it is undone */
  readonly preparation: Preparation;
  /** [rows, columns] as `targetNumbers` gives it: numbers of classes, 0 and 1, numbers in their unit */
  readonly truth: ArrayLike<number>;
  /** [rows, outputs] as `trainer.predict` gives them */
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
