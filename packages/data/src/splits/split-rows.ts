/** A data set cut into rows to train on, to validate with and to test with. */
import { DataError, type Dataset } from "minibatch";
import { pickRows } from "../rows/slice-rows.ts";
import { rowsOfShare, type Split, splitByCount, splitGrouped, splitStratified } from "./splits.ts";

/**
 * How rows are dealt out. `random`: any row to any split. `stratified`: every class in equal shares. `grouped`: equal
 * rows to the same split, so that none is trained on that is asked for later.
 */
export type SplitKind = "random" | "stratified" | "grouped";

/** The names, the default first. */
export const SPLIT_KINDS: readonly SplitKind[] = ["stratified", "random", "grouped"];

/** Shares of all rows; the rest is trained on. */
export interface SplitShares {
  readonly validation: number;
  readonly test: number;
}

/** How many rows each split gets; of `grouped` about so many, for groups stay whole. */
export function countSplits(
  rows: number,
  { validation, test }: SplitShares,
): {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
} {
  const validated = rowsOfShare(validation, rows);
  const tested = rowsOfShare(test, rows);
  return { train: rows - validated - tested, validation: validated, test: tested };
}

/** Which of the two splits of a seed: what is tested is drawn first, what validates of the rest. */
const TEST_DRAW = 0;
const VALIDATION_DRAW = 1;

/**
 * The splits of dense rows, copied; null where a share gives no row. Stratified by class, or where targets are numbers
 * by the first of them. Throws DataError for shares outside 0 .. 1, and where equal rows leave a split empty.
 */
export function splitRows(
  all: Dataset,
  kind: SplitKind,
  shares: SplitShares,
  seed: number,
): { readonly train: Dataset; readonly validation: Dataset | null; readonly test: Dataset | null } {
  const counts = countSplits(all.x.rows, shares);
  const [rest, test] = holdOut(all, kind, counts.test, seed, TEST_DRAW);
  const [train, validation] = holdOut(rest, kind, counts.validation, seed, VALIDATION_DRAW);
  return { train, validation, test };
}

function holdOut(
  all: Dataset,
  kind: SplitKind,
  count: number,
  seed: number,
  draw: number,
): readonly [kept: Dataset, heldOut: Dataset | null] {
  if (count === 0) return [all, null];
  const split = SPLITS[kind](all, all.x.rows - count, seed, draw);
  const isEmptied = count < all.x.rows && split.train.length === 0;
  if (isEmptied || split.validation.length === 0) {
    throw new DataError(
      `Cannot split ${all.x.rows} rows (${kind}): all of them come to one side, for too few differ; give more ` +
        "noise, or split: random",
    );
  }
  return [pickRows(all, split.train), pickRows(all, split.validation)];
}

const SPLITS: Readonly<Record<SplitKind, (all: Dataset, count: number, seed: number, draw: number) => Split>> = {
  random: ({ x }, count, seed, draw) => splitByCount(x.rows, count, seed, draw),
  stratified: ({ x, y }, count, seed, draw) => splitStratified(labelsOf(y), count / x.rows, seed, draw),
  grouped({ x }, count, seed, draw) {
    if (x.kind !== "dense") throw new TypeError("Cannot group equal rows: they need to be dense");
    return splitGrouped(x.values, x.features, count / x.rows, seed, draw);
  },
};

function labelsOf(y: Dataset["y"]): ArrayLike<number> {
  if (y.kind === "classes" || y.columns === 1) return y.values;
  return Array.from({ length: y.values.length / y.columns }, (_, row) => y.values[row * y.columns] as number);
}
