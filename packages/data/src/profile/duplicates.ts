/** Columns that say the same, rows that stand twice, rows that stand in more than one split. */
import type { Frame, FrameColumn } from "../frame/frame.ts";
import { placeOf } from "../frame/frame.ts";
import { keyRows, type RowKeys } from "./row-keys.ts";

/** Rows that are equal to one before them. */
export interface DuplicateRows {
  readonly count: number;
  /** the first few, by their places */
  readonly examples: readonly { readonly row: string; readonly sameAs: string }[];
}

/** A part of the rows with a name: "train". */
export interface SplitPart {
  readonly name: string;
  readonly frame: Frame;
  /** null: all of the frame */
  readonly rows: Uint32Array | null;
}

/** Rows of one split that stand in one before it, too. */
export interface SharedRows extends DuplicateRows {
  readonly split: string;
  readonly other: string;
}

const EXAMPLES = 5;

/** Rows that have the same values in all of these columns as one before them. */
export function findDuplicateRows(frame: Frame, names: readonly string[]): DuplicateRows {
  const keys = keyRows(frame, names);
  const first = new Map<number, number>();
  const examples: { row: string; sameAs: string }[] = [];
  let count = 0;
  for (let row = 0; row < frame.rows; row++) {
    const before = first.get(keys.keys[row]!);
    if (before === undefined) first.set(keys.keys[row]!, row);
    else if (keys.isSame(row, keys, before)) {
      count++;
      if (examples.length < EXAMPLES) examples.push({ row: placeOf(frame, row), sameAs: placeOf(frame, before) });
    }
  }
  return { count, examples };
}

/** For each pair of splits how many rows of the later one are equal to a row of the earlier one. */
export function findSharedRows(parts: readonly SplitPart[], names: readonly string[]): readonly SharedRows[] {
  const known = new Map<Frame, RowKeys>();
  const keysOf = (frame: Frame): RowKeys => {
    const keys = known.get(frame) ?? keyRows(frame, names);
    known.set(frame, keys);
    return keys;
  };
  return parts.flatMap((part, i) =>
    parts.slice(0, i).flatMap((other): SharedRows[] => {
      const found = compare(part, keysOf(part.frame), other, keysOf(other.frame));
      return found.count === 0 ? [] : [{ split: part.name, other: other.name, ...found }];
    }),
  );
}

function compare(part: SplitPart, keys: RowKeys, other: SplitPart, otherKeys: RowKeys): DuplicateRows {
  const first = new Map<number, number>();
  for (const row of rowsOf(other)) if (!first.has(otherKeys.keys[row]!)) first.set(otherKeys.keys[row]!, row);
  const examples: { row: string; sameAs: string }[] = [];
  let count = 0;
  for (const row of rowsOf(part)) {
    const same = first.get(keys.keys[row]!);
    if (same === undefined || !keys.isSame(row, otherKeys, same)) continue;
    count++;
    if (examples.length < EXAMPLES) {
      examples.push({ row: placeOf(part.frame, row), sameAs: placeOf(other.frame, same) });
    }
  }
  return { count, examples };
}

function* rowsOf({ frame, rows }: SplitPart): Generator<number> {
  if (rows !== null) yield* rows;
  else for (let row = 0; row < frame.rows; row++) yield row;
}

/** Pairs of columns that have the same value in every row, the earlier one second. */
export function findDuplicateColumns(columns: readonly FrameColumn[]): readonly (readonly [string, string])[] {
  const byHash = new Map<number, FrameColumn[]>();
  return columns.flatMap((column) => {
    const hash = hashColumn(column);
    const alike = byHash.get(hash) ?? [];
    byHash.set(hash, [...alike, column]);
    const same = alike.find((other) => isSameColumn(column, other));
    return same === undefined ? [] : [[column.name, same.name] as const];
  });
}

const BITS = new Float64Array(1);
const WORDS = new Uint32Array(BITS.buffer);

/** 32 bits of its values: columns that are the same have the same; others are hardly ever compared row by row. */
function hashColumn(column: FrameColumn): number {
  const values = column.kind === "category" ? column.codes : column.values;
  let hash = column.kind === "category" ? 1 : 0;
  for (let i = 0; i < values.length; i++) {
    // + 0: minus zero is zero
    BITS[0] = values[i]! + 0;
    hash = Math.imul(hash ^ WORDS[0]!, 0x9e3779b1) ^ Math.imul(WORDS[1]! + i, 0x85ebca6b);
  }
  return hash;
}

/** Texts that are only called otherwise are the same: levels are numbered by their first rows. */
function isSameColumn(a: FrameColumn, b: FrameColumn): boolean {
  if (a.kind === "category") return b.kind === "category" && a.codes.every((code, row) => code === b.codes[row]);
  if (a.kind !== b.kind || a.values.length !== b.values.length) return false;
  for (let i = 0; i < a.values.length; i++) if (!Object.is(a.values[i]! + 0, b.values[i]! + 0)) return false;
  return true;
}
