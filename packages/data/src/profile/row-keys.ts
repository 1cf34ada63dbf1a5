/** Equal rows found by a number for each row, and looked at themselves where two numbers are the same. */
import { type Frame, type FrameColumn, widthOf } from "../frame/frame.ts";

/** A row as it can be compared with rows of other frames that have the same columns. */
export interface RowKeys {
  /** [rows] 53 bits of what its values are: equal rows have equal keys, others hardly ever */
  readonly keys: Float64Array;
  isSame(row: number, other: RowKeys, otherRow: number): boolean;
  readonly columns: readonly FrameColumn[];
}

/** Keys of all rows, by the columns that `names` says. */
export function keyRows(frame: Frame, names: readonly string[]): RowKeys {
  const columns = names.flatMap((name) => frame.columns.filter((column) => column.name === name));
  const high = new Uint32Array(frame.rows);
  const low = new Uint32Array(frame.rows).fill(1);
  for (const column of columns) mixColumn(column, high, low);
  // 2^21 times the first 32 bits and 21 of the others: a whole number below 2^53
  const keys = Float64Array.from(high, (bits, row) => bits * 2 ** 21 + (low[row]! >>> 11));
  return { keys, columns, isSame: (row, other, otherRow) => areSame(columns, row, other.columns, otherRow) };
}

function areSame(
  columns: readonly FrameColumn[],
  row: number,
  others: readonly FrameColumn[],
  otherRow: number,
): boolean {
  return columns.every((column, i) => {
    const other = others[i]!;
    if (column.kind === "category") {
      return other.kind === "category" && textOf(column, row) === textOf(other, otherRow);
    }
    if (other.kind !== column.kind) return false;
    const width = widthOf(column);
    for (let j = 0; j < width; j++) {
      const value = column.values[row * width + j]! + 0;
      if (!Object.is(value, other.values[otherRow * width + j]! + 0)) return false;
    }
    return true;
  });
}

function textOf({ codes, levels }: Extract<FrameColumn, { kind: "category" }>, row: number): string | null {
  return levels[codes[row]!] ?? null;
}

/** Bits of a double, as two words. */
const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);

function mixColumn(column: FrameColumn, high: Uint32Array, low: Uint32Array): void {
  if (column.kind === "category") {
    // by text: another frame numbers its levels in another order
    const hashes = column.levels.map(hashText);
    for (let row = 0; row < high.length; row++) {
      const code = column.codes[row]!;
      mix(high, low, row, code < 0 ? 0 : hashes[code]![0], code < 0 ? 0 : hashes[code]![1]);
    }
    return;
  }
  const width = widthOf(column);
  for (let row = 0, i = 0; row < high.length; row++) {
    for (let j = 0; j < width; j++, i++) {
      // one zero, one NaN
      double[0] = Number.isNaN(column.values[i]) ? Number.NaN : column.values[i]! + 0;
      mix(high, low, row, words[0]!, words[1]!);
    }
  }
}

/** The finish of MurmurHash3 (A. Appleby), over both words. */
function mix(high: Uint32Array, low: Uint32Array, row: number, a: number, b: number): void {
  high[row] = scramble(high[row]! ^ Math.imul(a, 0xcc9e2d51) ^ scramble(b + 0x9e3779b9));
  low[row] = scramble(low[row]! + Math.imul(b, 0x1b873593) + scramble(a ^ 0x85ebca6b));
}

function scramble(bits: number): number {
  let h = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function hashText(text: string): readonly [number, number] {
  let a = 0x811c9dc5;
  let b = text.length + 1;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = scramble(b + unit);
  }
  return [a >>> 0, b];
}
