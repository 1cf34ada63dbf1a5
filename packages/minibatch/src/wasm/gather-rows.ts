/** Copies a batch's rows and targets from a data set to where programs read them; allocates nothing. */
import type { CompressedRows, DenseRows, Rows, Targets } from "../data/dataset.ts";
import type { BatchRows } from "../plan/executor.ts";

/** Rows into `dense`, [count, features], whatever kind they are. */
export function gatherDense(dense: Float32Array, x: Rows, rows: BatchRows): void {
  if (x.kind === "dense") copyDense(dense, x, rows);
  else expandCompressed(dense, x, rows);
}

function copyDense(dense: Float32Array, { values, scale, features }: DenseRows, rows: BatchRows): void {
  const { order, from, count } = rows;
  let at = 0;
  for (let i = from; i < from + count; i++) {
    const start = order[i] * features;
    for (let j = start; j < start + features; j++) dense[at++] = values[j] * scale;
  }
}

function expandCompressed(dense: Float32Array, x: CompressedRows, { order, from, count }: BatchRows): void {
  const { features } = x;
  dense.fill(0, 0, count * features);
  for (let i = 0; i < count; i++) {
    const row = order[from + i];
    const end = x.offsets[row + 1];
    for (let k = x.offsets[row]; k < end; k++) dense[i * features + x.columns[k]] = x.values[k];
  }
}

/** The numbers of dense rows as they are, bytes or float32, unscaled. */
export function gatherRaw(
  room: Uint8Array | Float32Array,
  { values, features }: DenseRows,
  { order, from, count }: BatchRows,
): void {
  for (let i = 0; i < count; ) {
    const first = order[from + i];
    let end = i + 1;
    while (end < count && order[from + end] === first + end - i) end++;
    room.set(values.subarray(first * features, (first + end - i) * features) as Uint8Array, i * features);
    i = end;
  }
}

/** Entries, the column of each, and [count + 1] where each row's begin. */
export function gatherEntries(
  values: Float32Array,
  { columns, ends }: { readonly columns: Int32Array; readonly ends: Int32Array },
  x: CompressedRows,
  { order, from, count }: BatchRows,
): void {
  let at = 0;
  for (let i = 0; i < count; i++) {
    ends[i] = at;
    const row = order[from + i];
    const end = x.offsets[row + 1];
    for (let k = x.offsets[row]; k < end; k++) {
      values[at] = x.values[k];
      columns[at] = x.columns[k];
      at++;
    }
  }
  ends[count] = at;
}

/** Classes, or numbers. */
export function gatherTargets(room: Int32Array | Float32Array, y: Targets, { order, from, count }: BatchRows): void {
  const columns = y.kind === "classes" ? 1 : y.columns;
  const { values } = y;
  for (let i = 0; i < count; i++) {
    const start = order[from + i] * columns;
    for (let c = 0; c < columns; c++) room[i * columns + c] = values[start + c];
  }
}
