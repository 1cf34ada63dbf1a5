/** From a frame's rows to the numbers that a network takes. */
import { DataError, type DenseRows } from "minibatch";
import { type Frame, type FrameColumn, placeOf } from "../frame/frame.ts";
import { pickValues } from "../frame/pick-values.ts";
import { allocate } from "../rows/allocate.ts";
import { showText } from "../text/show-text.ts";
import { applyLinks, checkFinite, type Link, linksByColumn } from "./chain.ts";
import { missingValue } from "./fit-column.ts";
import { matchColumn } from "./match-column.ts";
import type { Preparation } from "./preparation.ts";
import { scaleOf } from "./scale-pixels.ts";

/** Numbers that are worked on at a time: what steps make of them stays small. */
const CHUNK_NUMBERS = 2 ** 17;

const LARGEST_FLOAT32 = 3.4028234663852886e38;

/**
 * The rows that `rows` numbers, in its order, or all of them, as float32; pictures of bytes that are only scaled stay
 * bytes. `shared`: on memory that threads share. The frame may be another than the one that was fitted on: it needs the
 * same columns, in any order.
 *
 * @throws DataError, naming the row's place, the column, what is there and what should be.
 */
export function prepareRows(
  preparation: Preparation,
  frame: Frame,
  rows: Uint32Array | null = null,
  shared = false,
): DenseRows {
  const count = rows?.length ?? frame.rows;
  const columns = preparation.inputs.map((input) => matchColumn(input, frame));
  const links = linksByColumn(preparation.steps);
  const chains = preparation.inputs.map(({ name }) => links.get(name) ?? []);
  const features = preparation.shape.reduce((product, length) => product * length, 1);
  const bytes = pixelsOf(columns, chains);
  if (bytes !== null) {
    const values = new Uint8Array(room(frame, count, features, 1, shared));
    copyBytes(bytes.bytes, rows, features, values);
    return { kind: "dense", rows: count, features, values, scale: bytes.scale };
  }
  const values = new Float32Array(room(frame, count, features, 4, shared));
  const chunk = Math.max(1, Math.floor(CHUNK_NUMBERS / features));
  for (let from = 0; from < count; from += chunk) {
    const to = Math.min(count, from + chunk);
    const site = {
      file: frame.name,
      place: (row: number): string => placeOf(frame, rows === null ? from + row : rows[from + row]!),
    };
    const out = { values, start: from * features, features, written: 0 };
    for (const [i, column] of columns.entries()) {
      const part = pickValues(column, rows, from, to);
      checkFinite(part, site);
      const { column: left, features: made } = applyLinks(part, chains[i]!, site);
      if (left?.kind === "category") throw new TypeError(`Cannot prepare ${left.name}: its steps leave texts`);
      if (left !== null) {
        const bad = write(out, left.values, to - from);
        if (bad !== null) throw wrongNumber(column, site.place(bad.row), frame.name, bad.value);
      }
      for (const block of made) write(out, block.values, to - from);
    }
  }
  return { kind: "dense", rows: count, features, values, scale: 1 };
}

/** Memory for so many numbers. Throws DataError where there is not so much. */
function room(frame: Frame, rows: number, features: number, bytesEach: number, shared: boolean): ArrayBufferLike {
  try {
    return allocate(rows * features * bytesEach, shared);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new DataError(
      `Cannot prepare ${frame.name}: ${rows} rows of ${features} numbers do not fit into memory; take fewer rows, ` +
        "or give one-hot a maxLevels",
      { cause: error },
    );
  }
}

interface Out {
  readonly values: Float32Array;
  /** of the chunk's first row */
  readonly start: number;
  readonly features: number;
  /** how many numbers of each row are there already */
  written: number;
}

/** Puts [rows, width] numbers beside those that are there. Ends at the first that float32 cannot hold, and gives it. */
function write(out: Out, numbers: ArrayLike<number>, rows: number): { row: number; value: number } | null {
  const width = numbers.length / rows;
  for (let row = 0, from = 0; row < rows; row++) {
    let to = out.start + row * out.features + out.written;
    for (let j = 0; j < width; j++) {
      const value = numbers[from++]!;
      // a NaN fails the comparison
      if (!(Math.abs(value) <= LARGEST_FLOAT32)) return { row, value };
      out.values[to++] = value;
    }
  }
  out.written += width;
  return null;
}

function wrongNumber(column: FrameColumn, place: string, file: string, value: number): DataError {
  if (Number.isNaN(value)) return missingValue(column, place, file);
  return new DataError(
    `Cannot prepare column ${showText(column.name)} of ${file}: ${place} comes to ${value}, beyond what float32 ` +
      "holds; add the step standardize or log",
  );
}

/** Where the only column is of bytes, and no step is done to it but scale-pixels: its bytes as they are. */
function pixelsOf(
  columns: readonly FrameColumn[],
  chains: readonly (readonly Link[])[],
): { readonly bytes: Uint8Array; readonly scale: number } | null {
  const [column] = columns;
  const [links = []] = chains;
  if (columns.length !== 1 || column?.kind !== "array" || !(column.values instanceof Uint8Array)) return null;
  const [only] = links;
  if (only === undefined) return { bytes: column.values, scale: 1 };
  return links.length === 1 && only.name === "scale-pixels"
    ? { bytes: column.values, scale: scaleOf(only.fitted) }
    : null;
}

function copyBytes(bytes: Uint8Array, rows: Uint32Array | null, width: number, to: Uint8Array): void {
  if (rows === null) to.set(bytes);
  else for (const [i, row] of rows.entries()) to.set(bytes.subarray(row * width, (row + 1) * width), i * width);
}
