/**
 * Dense layers. B rows of the batch, I inputs, O outputs; all row-major. Sums run in float64 in the order of the summed
 * index and are rounded once, on store; loops run along rows (i-k-j).
 */
import type { FloatArray } from "../math/float-array.ts";

/**
 * A batch as its non-zero entries (CSR): those of its row r are from `offsets[rows[r]]` up to `offsets[rows[r] + 1]`.
 */
export interface Entries {
  /** [B] where in `offsets` each row of the batch is */
  readonly rows: Uint32Array;
  readonly offsets: Uint32Array;
  readonly values: FloatArray;
  readonly columns: Uint16Array | Uint32Array;
}

/** x [B, I], w [I, O], b [O] -> y [B, O] */
export function dense(x: FloatArray, w: FloatArray, b: FloatArray, y: FloatArray, I: number, O: number): void {
  const B = y.length / O;
  const sum = new Float64Array(O);
  for (let r = 0; r < B; r++) {
    sum.fill(0);
    for (let i = 0; i < I; i++) addRow(sum, x[r * I + i], w, i * O, O);
    for (let o = 0; o < O; o++) y[r * O + o] = sum[o] + b[o];
  }
}

/** x [B, I] as entries, w [I, O], b [O] -> y [B, O] */
export function denseOfEntries(x: Entries, w: FloatArray, b: FloatArray, y: FloatArray, O: number): void {
  const { rows, offsets, values, columns } = x;
  const sum = new Float64Array(O);
  for (let r = 0; r < rows.length; r++) {
    sum.fill(0);
    for (let e = offsets[rows[r]]; e < offsets[rows[r] + 1]; e++) addRow(sum, values[e], w, columns[e] * O, O);
    for (let o = 0; o < O; o++) y[r * O + o] = sum[o] + b[o];
  }
}

/** dy [B, O], w [I, O] -> dx [B, I] */
export function denseBackward(dy: FloatArray, w: FloatArray, dx: FloatArray, I: number, O: number): void {
  const B = dx.length / I;
  for (let r = 0; r < B; r++) {
    for (let i = 0; i < I; i++) {
      let sum = 0;
      for (let o = 0; o < O; o++) sum += dy[r * O + o] * w[i * O + o];
      dx[r * I + i] = sum;
    }
  }
}

/** x [B, I], dy [B, O] -> dw [I, O] */
export function denseGradient(x: FloatArray, dy: FloatArray, dw: FloatArray, I: number, O: number): void {
  const B = dy.length / O;
  const sum = new Float64Array(O);
  for (let i = 0; i < I; i++) {
    sum.fill(0);
    for (let r = 0; r < B; r++) addRow(sum, x[r * I + i], dy, r * O, O);
    for (let o = 0; o < O; o++) dw[i * O + o] = sum[o];
  }
}

/** x [B, I] as entries, dy [B, O] -> dw [I, O]. One pass over all: entries come in the order of rows. */
export function denseGradientOfEntries(x: Entries, dy: FloatArray, dw: FloatArray, O: number): void {
  const { rows, offsets, values, columns } = x;
  const sum = new Float64Array(dw.length);
  for (let r = 0; r < rows.length; r++) {
    for (let e = offsets[rows[r]]; e < offsets[rows[r] + 1]; e++) {
      const start = columns[e] * O;
      for (let o = 0; o < O; o++) sum[start + o] += values[e] * dy[r * O + o];
    }
  }
  dw.set(sum);
}

/** dy [B, O] -> db [O] */
export function columnSums(dy: FloatArray, db: FloatArray): void {
  const O = db.length;
  const B = dy.length / O;
  const sum = new Float64Array(O);
  for (let r = 0; r < B; r++) addRow(sum, 1, dy, r * O, O);
  db.set(sum);
}

/** sum [O] += c row; the row is the O elements of w from `start` on */
function addRow(sum: Float64Array, c: number, w: FloatArray, start: number, O: number): void {
  for (let o = 0; o < O; o++) sum[o] += c * w[start + o];
}
