/**
 * Which rows are for training and which for validation: index lists, drawn from a seed. The rows themselves are not
 * touched. `draw` tells several splits of one seed apart.
 */
import { createStream, DataError, shuffle } from "minibatch";

/** Two sides, each row on one of them. */
export interface Split {
  /** row numbers in drawn order */
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
}

/** The second index of the stream: each way to split draws its own numbers. */
const COUNT_STREAM = 1;
const STRATIFIED_STREAM = 2;
const GROUPED_STREAM = 3;

/** A share of so many rows, to the nearest whole row. */
export function rowsOfShare(share: number, rowCount: number): number {
  return Math.round(share * rowCount);
}

/** 0, 1, 2 ...: the numbers of so many rows. */
export function countUp(count: number): Uint32Array<ArrayBuffer> {
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row++) rows[row] = row;
  return rows;
}

/** `trainCount` of `rowCount` rows, each row equally likely. Throws DataError when there are not so many. */
export function splitByCount(rowCount: number, trainCount: number, seed: number, draw = 0): Split {
  if (!Number.isInteger(trainCount) || trainCount < 0 || trainCount > rowCount) {
    throw new DataError(
      `Cannot split ${rowCount} rows: trainCount is ${trainCount}, should be an integer of 0 to ${rowCount}`,
    );
  }
  const order = countUp(rowCount);
  shuffle(createStream(seed, "split", draw, COUNT_STREAM), order);
  return { train: order.slice(0, trainCount), validation: order.slice(trainCount) };
}

/**
 * `trainShare` of all rows, to the nearest row, and of every label as many as its share of them: to within one row, for
 * shares are seldom whole. `labels` [rows] are any numbers. Throws DataError for a share outside 0 .. 1.
 */
export function splitStratified(labels: ArrayLike<number>, trainShare: number, seed: number, draw = 0): Split {
  requireShare(labels.length, trainShare);
  const order = splitByCount(labels.length, labels.length, seed, draw).train;
  // in the order of their first rows, as drawn
  const groupOfLabel = new Map<number, number>();
  const groups = new Uint32Array(labels.length);
  const sizes: number[] = [];
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    const label = labels[row] as number;
    let group = groupOfLabel.get(label);
    if (group === undefined) {
      group = sizes.push(0) - 1;
      groupOfLabel.set(label, group);
    }
    sizes[group]!++;
    groups[row] = group;
  }
  const left = [...apportion(sizes, trainShare)];
  const isTrain = new Uint8Array(labels.length);
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    if (left[groups[row]!]!-- > 0) isTrain[row] = 1;
  }
  // Not label after label: both lists keep a drawn order.
  const mixed = order.slice();
  shuffle(createStream(seed, "split", draw, STRATIFIED_STREAM), mixed);
  return { train: mixed.filter((row) => isTrain[row] === 1), validation: mixed.filter((row) => isTrain[row] === 0) };
}

/**
 * Of each size its share, rounded up or down so that the sum is the share of all: the largest remainders go up
 * (Hamilton's method).
 */
function apportion(sizes: readonly number[], share: number): readonly number[] {
  const counts = sizes.map((size) => Math.floor(share * size));
  const wanted = rowsOfShare(
    share,
    sizes.reduce((sum, size) => sum + size, 0),
  );
  const lacking = wanted - counts.reduce((sum, count) => sum + count, 0);
  const remainders = sizes.map((size, i) => ({ i, rest: share * size - (counts[i] as number) }));
  remainders.sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of remainders.slice(0, Math.max(0, lacking))) counts[i] = (counts[i] as number) + 1;
  return counts;
}

/**
 * Equal rows on the same side, as close to `trainShare` of all rows as whole groups allow. `values` are [rows,
 * columns]. Groups are taken in drawn order while they fit; with single rows among the last ones the share is met
 * exactly. Throws DataError for a share outside 0 .. 1, or values that are no whole rows.
 */
export function splitGrouped(
  values: ArrayLike<number>,
  columns: number,
  trainShare: number,
  seed: number,
  draw = 0,
): Split {
  if (!Number.isInteger(columns) || columns < 1 || values.length % columns !== 0) {
    throw new DataError(`Cannot split by equal rows: ${values.length} values do not make rows of ${columns} columns`);
  }
  const rowCount = values.length / columns;
  requireShare(rowCount, trainShare);
  const groups = groupEqualRows(values, columns, rowCount);
  const order = Uint32Array.from({ length: groups.length }, (_, group) => group);
  shuffle(createStream(seed, "split", draw, GROUPED_STREAM), order);

  const wanted = rowsOfShare(trainShare, rowCount);
  const train: number[] = [];
  const validation: number[] = [];
  let smallestLeftOut: readonly number[] | null = null;
  for (const index of order) {
    const group = groups[index] as readonly number[];
    if (train.length + group.length <= wanted) {
      for (const row of group) train.push(row);
      continue;
    }
    for (const row of group) validation.push(row);
    if (smallestLeftOut === null || group.length < smallestLeftOut.length) smallestLeftOut = group;
  }
  // What is still lacking is less than the smallest group left out: one more is taken when that comes closer,
  // unless it is the last one.
  const lacking = wanted - train.length;
  const isLast = smallestLeftOut?.length === validation.length;
  if (smallestLeftOut !== null && !isLast && smallestLeftOut.length - lacking < lacking) {
    const moved = new Set(smallestLeftOut);
    for (const row of smallestLeftOut) train.push(row);
    return {
      train: Uint32Array.from(train),
      validation: Uint32Array.from(validation.filter((row) => !moved.has(row))),
    };
  }
  return { train: Uint32Array.from(train), validation: Uint32Array.from(validation) };
}

/** Row numbers of each distinct row, groups in the order of their first row. */
function groupEqualRows(values: ArrayLike<number>, columns: number, rowCount: number): number[][] {
  const groups = new Map<string, number[]>();
  for (let row = 0; row < rowCount; row++) {
    const key = Array.from({ length: columns }, (_, column) => values[row * columns + column]).join();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

function requireShare(rowCount: number, share: number): void {
  if (!(share >= 0 && share <= 1))
    throw new DataError(`Cannot split ${rowCount} rows: trainShare is ${share}, should be 0 to 1`);
}
