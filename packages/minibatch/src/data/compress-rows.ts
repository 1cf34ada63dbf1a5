/** From rows to their non-zero entries, when that is less work. */
import type { Precision } from "../math/float-array.ts";
import { checkDenseRows } from "./check-dense-rows.ts";
import type { CompressedRows, DenseRows, Rows } from "./dataset.ts";
import { finish, SLICE_VALUES, type Slices } from "./slices.ts";

/**
 * Above this share of non-zero entries the dense product wins: a sparse one loads a weight for every
 * multiply-add, a dense one uses each loaded weight six times.
 */
const WORTHWHILE_SHARE = 0.3;

/** Rows looked at to guess the share. */
const SAMPLE_ROWS = 1000;

/** Where and how exactly compressed rows are kept. */
export interface CompressOptions {
  /** on shared memory, so that worker threads can use one copy */
  readonly shared?: boolean;
  /** of the entries; default float64 for rows of it, else float32 (so that bytes times a scale are rounded once) */
  readonly precision?: Precision;
}

/**
 * The rows as their non-zero entries when few enough are non-zero, else as they are. A backend of `precision` computes
 * with the same numbers either way.
 */
export function compressRowsIfSparse(rows: Rows, precision: Precision = "float32"): Rows {
  return finish(compressIfSparseInSlices(rows, precision));
}

/** As compressRowsIfSparse, in slices of a few milliseconds. */
export function* compressIfSparseInSlices(rows: Rows, precision: Precision): Slices<Rows> {
  if (rows.kind === "compressed" || !isWorthCompressing(rows)) return rows;
  return yield* compressInSlices(rows, { precision });
}

/**
 * Whether products of entries are less work, judged by the numbers that are 0 in about `sampleRows` evenly spaced rows.
 */
export function isWorthCompressing(rows: DenseRows, sampleRows: number = SAMPLE_ROWS): boolean {
  return rows.features >= 16 && shareOfNonZero(rows, sampleRows) <= WORTHWHILE_SHARE;
}

/** Share of non-zero entries in about `sampleRows` evenly spaced rows. */
export function shareOfNonZero(rows: DenseRows, sampleRows: number = SAMPLE_ROWS): number {
  const { values, features } = rows;
  const stride = Math.max(1, Math.floor(rows.rows / sampleRows));
  let looked = 0;
  let nonZero = 0;
  for (let row = 0; row < rows.rows; row += stride) {
    for (let i = row * features; i < (row + 1) * features; i++) if (values[i] !== 0) nonZero++;
    looked += features;
  }
  return looked === 0 ? 1 : nonZero / looked;
}

/** Every non-zero entry (a NaN counts as one), scaled. Throws DataError when there are not rows x features numbers. */
export function compressRows(rows: DenseRows, options: CompressOptions = {}): CompressedRows {
  return finish(compressInSlices(rows, options));
}

function* compressInSlices(rows: DenseRows, options: CompressOptions): Slices<CompressedRows> {
  checkDenseRows("the rows", rows);
  const { values, features, scale } = rows;
  const bufferOf = (bytes: number): ArrayBufferLike =>
    options.shared === true ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] !== 0) count++;
    if (i % SLICE_VALUES === SLICE_VALUES - 1) yield;
  }
  const wide = values instanceof Float64Array || options.precision === "float64";
  const entries = wide ? new Float64Array(bufferOf(count * 8)) : new Float32Array(bufferOf(count * 4));
  const columns = features <= 65536 ? new Uint16Array(bufferOf(count * 2)) : new Uint32Array(bufferOf(count * 4));
  const offsets = new Uint32Array(bufferOf((rows.rows + 1) * 4));
  let at = 0;
  let slice = 0;
  for (let row = 0; row < rows.rows; row++) {
    slice += features;
    if (slice >= SLICE_VALUES) {
      slice = 0;
      yield;
    }
    offsets[row] = at;
    const start = row * features;
    for (let column = 0; column < features; column++) {
      const value = values[start + column];
      if (value === 0) continue;
      entries[at] = value * scale;
      columns[at] = column;
      at++;
    }
  }
  offsets[rows.rows] = at;
  return { kind: "compressed", rows: rows.rows, features, values: entries, columns, offsets };
}
