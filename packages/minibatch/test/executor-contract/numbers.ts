/** Numbers chosen to hurt: sizes around vectors and tiles, values where formulas change, rows with few entries. */
import type { CompressedRows, DenseRows } from "../../src/data/dataset.ts";
import { createStream } from "../../src/random/stream.ts";
import { fillUniform } from "../../src/random/uniform.ts";
import type { Tolerance } from "../expect-close.ts";

export const SIZES: readonly number[] = [1, 3, 4, 5, 7, 8, 9, 31, 33];

/** [B, I, O]: every combination of the sizes, and a few larger ones around tiles of 6 x 8 and 40 columns */
export const SHAPES: readonly (readonly [number, number, number])[] = [
  ...SIZES.flatMap((B) => SIZES.flatMap((I) => SIZES.map((O) => [B, I, O] as const))),
  [12, 64, 40],
  [13, 65, 41],
  [6, 300, 80],
  [100, 129, 97],
];

/** [rows, elements of each] of elementwise operations */
export const COUNTS: readonly (readonly [number, number])[] = [
  ...[1, 2, ...SIZES.slice(1), 64, 1000].map((N) => [1, N] as const),
  [3, 1],
  [5, 7],
  [13, 33],
];

/** Where formulas change branch, overflow or vanish in float32 or float64. */
export const EDGES: readonly number[] = [0, 1e-30, 0.25, 0.625, 1, 9, 20, 88.5, 104, 1000].flatMap((z) => [z, -z]);

export function uniform(count: number, low: number, high: number, ...index: [number, number?]): Float64Array {
  const values = new Float64Array(count);
  fillUniform(createStream(20, "data", ...index), values, low, high);
  return values;
}

/** A batch of which that share is not 0, its third row and second column empty. */
export function sparseRows(B: number, I: number, share: number): CompressedRows {
  const stream = createStream(21, "data", B, I);
  const [values, columns, offsets] = [[] as number[], [] as number[], [0]];
  for (let r = 0; r < B; r++) {
    for (let i = 0; i < I; i++) {
      if (r === 2 || i === 1 || stream.nextFloat() >= share) continue;
      values.push(2 * stream.nextFloat() - 1);
      columns.push(i);
    }
    offsets.push(values.length);
  }
  return {
    kind: "compressed",
    rows: B,
    features: I,
    values: Float32Array.from(values),
    columns: Uint32Array.from(columns),
    offsets: Uint32Array.from(offsets),
  };
}

export function denseRows(features: number, values: DenseRows["values"], scale = 1): DenseRows {
  return { kind: "dense", rows: values.length / features, features, values, scale };
}

/** A sum of K products of numbers within 1 may be off by `abs` per 32 of them. */
export function forTerms(tolerance: Tolerance, K: number): Tolerance {
  return { ...tolerance, abs: (tolerance.abs ?? 0) * Math.max(1, K / 32) };
}
