/** How many rows each split gets, from the description alone. */

import type { SplitRows } from "../sets/data-set.ts";
import { rowsOfShare } from "../splits/splits.ts";
import type { FileData, SplitSpec } from "./file-data.ts";

/** A share below 1, or a number of rows. */
export function rowsOf(shareOrRows: number, rows: number): number {
  return shareOrRows < 1 ? rowsOfShare(shareOrRows, rows) : shareOrRows;
}

/** Of folds those of the first: others differ by a row. Where groups stay whole, to within the size of a group. */
export function countSplit({ split, found }: Pick<FileData, "split" | "found">): SplitRows {
  if (found.splitRows !== null) return found.splitRows;
  const test = rowsOf(split.test, found.rows);
  const validation =
    split.folds === null ? rowsOf(split.validation, found.rows) : Math.ceil((found.rows - test) / split.folds);
  return { train: found.rows - test - validation, validation, test };
}

/** The ways that exclude each other, of those that are asked for. */
export function waysOf(split: Partial<SplitSpec>): readonly string[] {
  const ways = (["group", "order", "column", "files"] as const).filter((way) => (split[way] ?? null) !== null);
  return split.stratify === true ? ["stratify", ...ways] : ways;
}
