/** The register tile over rows that begin anywhere: up to six of them, and columns that weights were packed for. */
import { finishTile, KEEP } from "../finish";
import { ADDED, CUT, tileOfRuns } from "../tile";

/** Where sums start that have no bias. */
export const ZEROS: usize = memory.data(64, 16);
/** Floors: nothing is below the first; ReLU's. */
export const NO_FLOOR: usize = memory.data<f32>([-Infinity]);
export const ZERO_FLOOR: usize = memory.data<f32>([0]);
/** Of the spare tile. */
export const SPARE_BYTES: i32 = 6 * 16 << 2;

/** How many columns a panel has that begins where `rest` columns are left, in tiles of `tileColumns`. */
export function panelWidth(rest: i32, tileColumns: i32): i32 {
  if (tileColumns == 16 && rest > 8) return 16;
  return rest > 4 ? 8 : 4;
}

/**
 * Up to six rows, of which row r begins at `area` + table[r]; k runs over `runs` runs of K, run i `offsets`[i] further
 * on. c = start + a b, 16, 8 or 4 columns, and what is below the float32 at `floor` is 0.
 */
export function cutTile(
  rows: i32, columns: i32, area: usize, table: usize, offsets: usize, runs: i32, aK: usize, b: usize, bK: usize,
  c: usize, cRow: usize, K: i32, start: usize, startRow: usize, floor: usize,
): void {
  while (rows > 0) {
    const some = rows >= 6 ? 6 : rows >= 4 ? 4 : rows >= 2 ? 2 : 1;
    if (columns == 16) wideCut(some, area, table, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
    else if (columns == 8) narrowCut(some, area, table, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
    else slimCut(some, area, table, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
    rows -= some;
    table += some << 2;
    c += cRow * some;
    start += startRow * some;
  }
}

/** The same, added to c: c += a b. */
export function addedTile(
  rows: i32, columns: i32, area: usize, table: usize, offsets: usize, runs: i32, aK: usize, b: usize, bK: usize,
  c: usize, cRow: usize, K: i32,
): void {
  while (rows > 0) {
    const some = rows >= 6 ? 6 : rows >= 4 ? 4 : rows >= 2 ? 2 : 1;
    if (columns == 16) wideAdded(some, area, table, offsets, runs, aK, b, bK, c, cRow, K, ZEROS, 0, 0);
    else if (columns == 8) narrowAdded(some, area, table, offsets, runs, aK, b, bK, c, cRow, K, ZEROS, 0, 0);
    else slimAdded(some, area, table, offsets, runs, aK, b, bK, c, cRow, K, ZEROS, 0, 0);
    rows -= some;
    table += some << 2;
    c += cRow * some;
  }
}

// @ts-ignore: decorator
@inline
function one(
  rows: i32, vectors: i32, form: i32, area: usize, table: usize, offsets: usize, runs: i32, aK: usize, b: usize, bK: usize,
  c: usize, cRow: usize, K: i32, start: usize, startRow: usize, floor: usize,
): void {
  const first = load<i32>(table);
  const a1 = rows > 1 ? load<i32>(table, 4) - first : 0, a2 = rows > 2 ? load<i32>(table, 8) - first : 0;
  const a3 = rows > 3 ? load<i32>(table, 12) - first : 0, a4 = rows > 4 ? load<i32>(table, 16) - first : 0;
  const a5 = rows > 5 ? load<i32>(table, 20) - first : 0;
  tileOfRuns(rows, vectors, form, area + first, a1, a2, a3, a4, a5, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
}

function wideCut(rows: i32, area: usize, table: usize, offsets: usize, runs: i32, aK: usize, b: usize, bK: usize, c: usize, cRow: usize, K: i32, start: usize, startRow: usize, floor: usize): void {
  switch (rows) {
    case 1:
      one(1, 4, CUT, area, table, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
      break;
    case 2:
      one(2, 4, CUT, area, table, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
      break;
    case 4:
      one(4, 4, CUT, area, table, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
      break;
    default:
      one(6, 4, CUT, area, table, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
  }
}

function narrowCut(rows: i32, area: usize, table: usize, offsets: usize, runs: i32, aK: usize, b: usize, bK: usize, c: usize, cRow: usize, K: i32, start: usize, startRow: usize, floor: usize): void {
  switch (rows) {
    case 1:
      one(1, 2, CUT, area, table, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
      break;
    case 2:
      one(2, 2, CUT, area, table, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
      break;
    case 4:
      one(4, 2, CUT, area, table, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
      break;
    default:
      one(6, 2, CUT, area, table, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
  }
}

function slimCut(rows: i32, area: usize, table: usize, offsets: usize, runs: i32, aK: usize, b: usize, bK: usize, c: usize, cRow: usize, K: i32, start: usize, startRow: usize, floor: usize): void {
  switch (rows) {
    case 1:
      one(1, 1, CUT, area, table, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
      break;
    case 2:
      one(2, 1, CUT, area, table, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
      break;
    case 4:
      one(4, 1, CUT, area, table, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
      break;
    default:
      one(6, 1, CUT, area, table, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
  }
}

function wideAdded(rows: i32, area: usize, table: usize, offsets: usize, runs: i32, aK: usize, b: usize, bK: usize, c: usize, cRow: usize, K: i32, start: usize, startRow: usize, floor: usize): void {
  switch (rows) {
    case 1:
      one(1, 4, ADDED, area, table, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
      break;
    case 2:
      one(2, 4, ADDED, area, table, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
      break;
    case 4:
      one(4, 4, ADDED, area, table, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
      break;
    default:
      one(6, 4, ADDED, area, table, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
  }
}

function narrowAdded(rows: i32, area: usize, table: usize, offsets: usize, runs: i32, aK: usize, b: usize, bK: usize, c: usize, cRow: usize, K: i32, start: usize, startRow: usize, floor: usize): void {
  switch (rows) {
    case 1:
      one(1, 2, ADDED, area, table, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
      break;
    case 2:
      one(2, 2, ADDED, area, table, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
      break;
    case 4:
      one(4, 2, ADDED, area, table, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
      break;
    default:
      one(6, 2, ADDED, area, table, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
  }
}

function slimAdded(rows: i32, area: usize, table: usize, offsets: usize, runs: i32, aK: usize, b: usize, bK: usize, c: usize, cRow: usize, K: i32, start: usize, startRow: usize, floor: usize): void {
  switch (rows) {
    case 1:
      one(1, 1, ADDED, area, table, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
      break;
    case 2:
      one(2, 1, ADDED, area, table, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
      break;
    case 4:
      one(4, 1, ADDED, area, table, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
      break;
    default:
      one(6, 1, ADDED, area, table, offsets, runs, aK, b, bK, c, cRow, K, start, startRow, floor);
  }
}

/** From the spare tile to c, of any number of columns; `mask` is the operand's element under c's first one. */
export function finishColumns(finish: i32, spare: usize, spareRow: usize, c: usize, cRow: usize, rows: i32, columns: i32, mask: usize): void {
  while (columns > 0) {
    // whole vectors that are kept come here only where others beside them are not whole
    const some = columns < 8 ? columns : finish == KEEP ? 4 : columns & ~7;
    finishTile(finish, spare, spareRow, c, cRow, rows, some, mask, 0);
    const bytes = <usize>some << 2;
    spare += bytes;
    c += bytes;
    mask += bytes;
    columns -= some;
  }
}
