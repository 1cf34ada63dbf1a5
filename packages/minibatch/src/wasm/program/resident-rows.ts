/**
 * Copies a data set's non-zero entries into the arena, ready to be multiplied, so that no batch is copied later. In
 * slices of a few milliseconds.
 */
import type { Slices } from "../../data/slices.ts";
import type { FloatArray } from "../../math/float-array.ts";
import { segmentsOf } from "../sparse-scratch.ts";
import { roundUp, type WasmArena } from "../wasm-arena.ts";
import type { Pointer } from "../wasm-exports.ts";

/** Rows that stay in the arena until they are released. */
export interface ResidentRows {
  /** where all of it begins */
  readonly at: Pointer;
  readonly entriesAt: Pointer;
  /** [rows * segments + 1] offsets into the entries */
  readonly offsetsAt: Pointer;
  /** runs of columns into which each row's entries are divided */
  readonly segments: number;
}

/** Compressed rows as a data set has them. */
export interface CompressedSource {
  readonly rows: number;
  readonly features: number;
  readonly values: FloatArray;
  readonly columns: Uint16Array | Uint32Array;
  readonly offsets: Uint32Array;
}

/** Dense rows, of which only what is not 0 is copied, times `scale`. */
export interface DenseSource {
  readonly rows: number;
  readonly features: number;
  readonly values: Float32Array | Uint8Array;
  readonly scale: number;
}

const ENTRY_BYTES = 8;
const SLICE_ENTRIES = 2 ** 19;
/** Rows compressed at once, and how much room is asked for at a time. */
const CHUNK_BYTES = 2 ** 20;
const GROWTH_BYTES = 2 ** 24;

/**
 * Resident rows for a first layer of `units`; null where the memory cannot grow by them. When it is ended early it
 * gives all back.
 */
export function* makeResident(
  arena: WasmArena,
  rows: CompressedSource | DenseSource,
  units: number,
): Slices<ResidentRows | null> {
  const at = arena.extend(0);
  if (at === null) return null;
  let resident: ResidentRows | null = null;
  try {
    resident = yield* "scale" in rows ? copyDenseRows(arena, rows, units) : copyCompressedRows(arena, rows, units);
    return resident;
  } finally {
    if (resident === null) arena.retreat(at);
  }
}

/** As wasm/sparse.ts reads them: each row's entries in runs of columns. */
function* copyCompressedRows(
  arena: WasmArena,
  { rows, features, values, columns, offsets }: CompressedSource,
  units: number,
): Slices<ResidentRows | null> {
  const segments = segmentsOf(features);
  const count = offsets[rows];
  const offsetsBytes = 4 * (rows * segments + 1);
  const at = arena.extend(roundUp(offsetsBytes) + ENTRY_BYTES * count);
  if (at === null) return null;
  const entriesAt = at + roundUp(offsetsBytes);
  const { buffer } = arena.memory;
  const asValues = new Float32Array(buffer, entriesAt, 2 * count);
  const asOffsets = new Int32Array(buffer, entriesAt, 2 * count);
  const runs = new Int32Array(buffer, at, rows * segments + 1);
  const width = Math.ceil(features / segments);
  const rowBytes = 4 * units;
  let run = 0;
  for (let row = 0; row < rows; row++) {
    const end = offsets[row + 1];
    let k = offsets[row];
    for (let s = 1; s <= segments; s++) {
      runs[run++] = k;
      for (; k < end && columns[k] < s * width; k++) {
        asValues[2 * k] = values[k];
        asOffsets[2 * k + 1] = columns[k] * rowBytes;
      }
    }
    if (Math.floor(end / SLICE_ENTRIES) !== Math.floor(offsets[row] / SLICE_ENTRIES)) yield;
  }
  runs[run] = count;
  return { at, entriesAt, offsetsAt: at, segments };
}

/** The same from dense rows, bytes or float32, without a copy in between. */
function* copyDenseRows(
  arena: WasmArena,
  { rows, features, values, scale }: DenseSource,
  units: number,
): Slices<ResidentRows | null> {
  const segments = segmentsOf(features);
  const chunk = Math.max(1, Math.min(rows, Math.floor(CHUNK_BYTES / (features * ENTRY_BYTES))));
  const inputBytes = roundUp(chunk * features * values.BYTES_PER_ELEMENT + 16);
  const entriesBytes = chunk * features * ENTRY_BYTES;
  const runsBytes = roundUp(4 * chunk * (segments + 1));
  const offsetsBytes = roundUp(4 * (rows * segments + 1));
  const working = inputBytes + entriesBytes + runsBytes;
  // working memory lies first and is given back with the rest: it is a chunk's worth
  const at = arena.extend(working + offsetsBytes);
  if (at === null) return null;
  const [input, entries, runs, offsetsAt] = [at, at + inputBytes, at + inputBytes + entriesBytes, at + working];
  const entriesAt = offsetsAt + offsetsBytes;
  let to = entriesAt;
  let end = entriesAt;
  for (let row = 0; row < rows; row += chunk) {
    const B = Math.min(chunk, rows - row);
    if (to + entriesBytes > end) {
      const grown = arena.extend(Math.max(GROWTH_BYTES, entriesBytes));
      if (grown === null) return null;
      end = grown + Math.max(GROWTH_BYTES, entriesBytes);
    }
    const part = values.subarray(row * features, (row + B) * features);
    viewOf(arena.memory.buffer, input, part).set(part as Uint8Array);
    const isBytes = values instanceof Uint8Array ? 1 : 0;
    arena.exports.compressRows(input, isBytes, scale, B, features, 4 * units, segments, entries, runs);
    to = arena.exports.appendRows(runs, B, segments, entriesAt, to, offsetsAt + 4 * row * segments);
    yield;
  }
  new Int32Array(arena.memory.buffer, offsetsAt, rows * segments + 1)[rows * segments] = (to - entriesAt) / ENTRY_BYTES;
  arena.retreat(roundUp(to));
  return { at, entriesAt, offsetsAt, segments };
}

function viewOf(buffer: ArrayBufferLike, at: number, like: Uint8Array | Float32Array): Uint8Array | Float32Array {
  return like instanceof Uint8Array
    ? new Uint8Array(buffer, at, like.length)
    : new Float32Array(buffer, at, like.length);
}
