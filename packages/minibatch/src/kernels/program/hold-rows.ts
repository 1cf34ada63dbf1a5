/** A data set's compressed rows in the arena, so that no batch is copied. */
import { segmentsOf } from "../sparse-scratch.ts";
import type { HeldRows, RowsToHold } from "../step-plan.ts";
import type { WasmArena } from "../wasm-arena.ts";

/** The entries as wasm/sparse.ts wants them, each row's in runs of columns; null where the memory cannot grow by them. */
export function holdRows(
  arena: WasmArena,
  { rows, features, values, columns, offsets }: RowsToHold,
  units: number,
): HeldRows | null {
  const segments = segmentsOf(features);
  const count = offsets[rows];
  const entriesAt = arena.extend(8 * count + 4 * (rows * segments + 1));
  if (entriesAt === null) return null;
  const { buffer } = arena.memory;
  const offsetsAt = entriesAt + 8 * count;
  const asValues = new Float32Array(buffer, entriesAt, 2 * count);
  const asOffsets = new Int32Array(buffer, entriesAt, 2 * count);
  const rowBytes = 4 * units;
  for (let k = 0; k < count; k++) {
    asValues[2 * k] = values[k];
    asOffsets[2 * k + 1] = columns[k] * rowBytes;
  }
  divideRows(new Int32Array(buffer, offsetsAt, rows * segments + 1), { rows, features, columns, offsets }, segments);
  return { entriesAt, offsetsAt, segments };
}

/** out[row * segments + s] is where the row's entries of run s begin; the last is the number of all. */
function divideRows(
  out: Int32Array,
  { rows, features, columns, offsets }: Omit<RowsToHold, "values">,
  segments: number,
): void {
  const width = Math.ceil(features / segments);
  for (let row = 0; row < rows; row++) {
    const end = offsets[row + 1];
    let k = offsets[row];
    for (let s = 0; s < segments; s++) {
      out[row * segments + s] = k;
      const bound = (s + 1) * width;
      while (k < end && columns[k] < bound) k++;
    }
  }
  out[rows * segments] = offsets[rows];
}
