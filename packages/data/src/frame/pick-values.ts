import type { ArrayValues, FrameColumn } from "./frame.ts";
import { widthOf } from "./frame.ts";

/**
 * A column's values of the rows that `rows` numbers, in its order; all of them where it is null. Only the rows from
 * `from` to `to` of these. Nothing is copied where all rows are taken.
 */
export function pickValues(column: FrameColumn, rows: Uint32Array | null, from: number, to: number): FrameColumn {
  if (column.kind === "category") return { ...column, codes: pick(column.codes, 1, rows, from, to) };
  if (column.kind === "number") return { ...column, values: pick(column.values, 1, rows, from, to) };
  return { ...column, values: pick(column.values, widthOf(column), rows, from, to) };
}

function pick<Values extends ArrayValues["values"]>(
  values: Values,
  width: number,
  rows: Uint32Array | null,
  from: number,
  to: number,
): Values {
  if (rows === null) return values.subarray(from * width, to * width) as Values;
  if (values instanceof Float64Array && width === 1) return pickNumbers(values, rows, from, to) as Values;
  const picked = new (values.constructor as new (count: number) => Values)((to - from) * width);
  if (width === 1) {
    for (let i = from; i < to; i++) picked[i - from] = values[rows[i]!]!;
    return picked;
  }
  for (let i = from, at = 0; i < to; i++) {
    const start = rows[i]! * width;
    for (let j = 0; j < width; j++) picked[at++] = values[start + j]!;
  }
  return picked;
}

/** The most frequent case by itself: a loop over one kind of memory is compiled to half the work. */
function pickNumbers(values: Float64Array, rows: Uint32Array, from: number, to: number): Float64Array {
  const picked = new Float64Array(to - from);
  for (let i = from; i < to; i++) picked[i - from] = values[rows[i]!]!;
  return picked;
}
