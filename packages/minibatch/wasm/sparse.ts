/**
 * Products whose left side is given by its non-zero entries (panel.ts says what an entry is). A row's entries lie in
 * `segments` runs of ascending columns (offsets [rows * segments + 1], counted in entries): a forward pass takes one
 * segment of all rows before the next, so that the weights in hand stay in the first-level cache. The same entries that
 * the dense product would add are added in the same order; only the zeros are left out.
 */
import { KEEP } from "./finish";
import { panelRows } from "./panel";

/** Where a weight gradient's sums start. */
const ZEROS: usize = memory.data(224, 16);

/**
 * How many of `vectors` go into the next panel, so that all panels are about as wide; an even number where `widest` is
 * even: V8 then makes one operation of 256 bits of each two.
 */
// @ts-ignore: decorator
@inline
function panelWidth(vectors: i32, widest: i32): i32 {
  const panels = (vectors + widest - 1) / widest;
  const width = (vectors + panels - 1) / panels;
  return min(vectors, width + (width & 1 & ~widest));
}

/**
 * Columns o0 .. o1 of rows r0 .. r1 of y_BO = x w_IO + b_O. Batch row r is row `rows[r]` of the offsets, or row r when
 * `rows` is 0; when `offsets` is 0, `runs` says already where its entries lie. `finish` (see finish.ts) is applied to
 * the whole sum. A panel has at most `widest` vectors (panel.ts). `runs`: 4 (r1 - r0) (segments + 1) bytes of scratch.
 */
export function sparseForwardPart(
  entries: usize, offsets: usize, rows: usize, segments: i32, w: usize, b: usize, y: usize, O: i32,
  r0: i32, r1: i32, o0: i32, o1: i32, finish: i32, widest: i32, runs: usize,
): void {
  const row = <usize>O << 2;
  const runsOfRow = <usize>(segments + 1) << 2;
  if (offsets) gatherRuns(entries, offsets, rows, segments, r0, r1, runs);
  else runs += <usize>r0 * runsOfRow;
  let o = o0;
  while (o < o1) {
    const width = panelWidth((o1 - o + 3) >> 2, widest);
    const end = min(o1, o + (width << 2));
    const lanes = ((end - o - 1) & 3) + 1;
    const at = <usize>o << 2;
    const out = y + at + <usize>r0 * row;
    for (let s = 0; s < segments; s++) {
      const isLast = s == segments - 1;
      const ends = runs + (<usize>(s + 1) << 2);
      const start = s == 0 ? b + at : out;
      panelRows(width, r1 - r0, ends, runsOfRow, 0, 0, w + at, start, s == 0 ? 0 : row, out, row, lanes, isLast ? finish : KEEP, 0, s > 0 && !isLast);
    }
    o = end;
  }
}

/** Where each row's runs begin and end, in bytes: looked up once, because the rows may lie anywhere. */
// @ts-ignore: decorator
@inline
function gatherRuns(entries: usize, offsets: usize, rows: usize, segments: i32, r0: i32, r1: i32, runs: usize): void {
  for (let r = r0; r < r1; r++) {
    const index = rows ? load<i32>(rows + (<usize>r << 2)) : r;
    let from = offsets + (<usize>(index * segments) << 2);
    for (let s = 0; s <= segments; s++) {
      store<usize>(runs, entries + (<usize>load<i32>(from) << 3));
      runs += 4;
      from += 4;
    }
  }
}

/** Entries from values and columns apart; `rowBytes` is the length of the rows that they name. */
export function joinEntries(values: usize, columns: usize, count: i32, rowBytes: i32, entries: usize): void {
  for (let k = 0; k < count; k++) {
    store<f32>(entries, load<f32>(values));
    store<i32>(entries, load<i32>(columns) * rowBytes, 4);
    values += 4;
    columns += 4;
    entries += 8;
  }
}

/** Bytes of a column's entries in the index; never 0, which would mean that they follow each other. */
// @ts-ignore: decorator
@inline
function roomOf(B: i32): usize {
  return <usize>max(B, 1) << 3;
}

/** Columns o0 .. o1 of dw_IO = x^T dy_BO from the transposed index; or, to descend, w -= eta dw where any entry is. */
export function sparseGradientPart(index: usize, dy: usize, dw: usize, B: i32, I: i32, O: i32, o0: i32, o1: i32, finish: i32, eta: f32, widest: i32): void {
  const row = <usize>O << 2;
  const entries = index + ((<usize>I << 2) + 7 & ~7);
  let o = o0;
  while (o < o1) {
    const width = panelWidth((o1 - o + 3) >> 2, widest);
    const end = min(o1, o + (width << 2));
    const lanes = ((end - o - 1) & 3) + 1;
    const at = <usize>o << 2;
    panelRows(width, I, index, 4, entries, roomOf(B), dy + at, ZEROS, 0, dw + at, row, lanes, finish, eta, finish != KEEP);
    o = end;
  }
}

/**
 * The batch's entries by column, rows in order: the address where each column's end, [I], then, from the next multiple
 * of eight bytes on, room for B of each. Every thread makes its own: reading another's would take as long.
 */
export function indexColumns(entries: usize, offsets: usize, rows: usize, segments: i32, index: usize, B: i32, I: i32, O: i32): void {
  touchRows(entries, offsets, rows, segments, B);
  const room = roomOf(B);
  let begin = index + ((<usize>I << 2) + 7 & ~7);
  for (let i = 0; i < I; i++) {
    store<usize>(index + (<usize>i << 2), begin);
    begin += room;
  }
  const rowBytes = <u64>O << 2;
  // the column of an entry without a division: right for all below 2^32, being a multiple of rowBytes
  const reciprocal = (0x1_0000_0000 + rowBytes - 1) / rowBytes;
  for (let r = 0; r < B; r++) {
    const run = offsets + (<usize>((rows ? load<i32>(rows + (<usize>r << 2)) : r) * segments) << 2);
    const end = entries + (<usize>load<i32>(run + (<usize>segments << 2)) << 3);
    const here = <u64>((<u32>r) * (<u32>rowBytes)) << 32;
    for (let k = entries + (<usize>load<i32>(run) << 3); k < end; k += 8) {
      const column = <usize>((<u64>load<u32>(k, 4) * reciprocal) >> 32);
      const at = index + (column << 2);
      const place = load<usize>(at);
      store<usize>(at, place + 8);
      store<u64>(place, here | <u64>load<u32>(k));
    }
  }
}

/** Reads ahead without waiting: rows lie anywhere in memory, and so their cache lines are loaded all at once. */
function touchRows(entries: usize, offsets: usize, rows: usize, segments: i32, B: i32): void {
  let seen: i32 = 0;
  for (let r = 0; r < B; r++) {
    const run = offsets + (<usize>((rows ? load<i32>(rows + (<usize>r << 2)) : r) * segments) << 2);
    const end = entries + (<usize>load<i32>(run + (<usize>segments << 2)) << 3);
    for (let from = entries + (<usize>load<i32>(run) << 3); from < end; from += 64) seen |= load<i32>(from);
  }
  touched = seen;
}

/** Keeps the compiler from leaving out what nothing else uses. */
let touched: i32 = 0;
