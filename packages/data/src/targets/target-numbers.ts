/** What each row's target is, as numbers: the truth that a network is held to. */
import { DataError } from "minibatch";
import { columnNamed, type Frame, type FrameColumn, placeOf } from "../frame/frame.ts";
import { showText } from "../text/show-text.ts";
import type { TargetSpec } from "./target.ts";

/**
 * [rows, columns] of the rows that `rows` numbers, or of all: for classes the number of each row's class, for binary
 * and labels 0 or 1, for regression the numbers in their unit.
 *
 * @throws DataError, naming the row's place, where a target is missing or none of those that were trained on.
 */
export function targetNumbers(target: TargetSpec, frame: Frame, rows: Uint32Array | null = null): Float64Array {
  const count = rows?.length ?? frame.rows;
  const { columns, task, classes } = target;
  const numbers = new Float64Array(count * columns.length);
  for (const [j, name] of columns.entries()) {
    const column = columnNamed(frame, name);
    const read =
      task === "regression" ? numberReader(column, frame) : classReader(column, frame, namesOf(task, classes));
    for (let i = 0; i < count; i++) numbers[i * columns.length + j] = read(rows === null ? i : rows[i]!);
  }
  return numbers;
}

/** Labels are 0 and 1 as they stand. */
function namesOf(task: TargetSpec["task"], classes: readonly string[]): readonly string[] {
  return task === "labels" ? ["0", "1"] : classes;
}

function numberReader(column: FrameColumn, frame: Frame): (row: number) => number {
  if (column.kind === "number") {
    return (row) => {
      const value = column.values[row]!;
      if (Number.isFinite(value)) return value;
      throw wrongTarget(column, frame, row, Number.isNaN(value) ? null : String(value), "a finite number");
    };
  }
  if (column.kind === "category") {
    return (row) => {
      throw wrongTarget(column, frame, row, column.levels[column.codes[row]!] ?? null, "a number");
    };
  }
  throw new DataError(
    `Cannot use the target ${showText(column.name)} of ${frame.name}: it is of arrays, should be of numbers`,
  );
}

function classReader(column: FrameColumn, frame: Frame, names: readonly string[]): (row: number) => number {
  const places = new Map(names.map((name, place) => [name, place]));
  const wanted = names.length === 2 ? names.map((name) => list([name])).join(" or ") : `one of ${list(names)}`;
  if (column.kind === "category") {
    const byCode = column.levels.map((level) => places.get(level));
    return (row) => {
      const code = column.codes[row]!;
      const place = byCode[code];
      if (place !== undefined) return place;
      throw wrongTarget(column, frame, row, column.levels[code] ?? null, wanted);
    };
  }
  if (column.kind === "number") {
    return (row) => {
      const value = column.values[row]!;
      const place = places.get(String(value));
      if (place !== undefined) return place;
      throw wrongTarget(column, frame, row, Number.isNaN(value) ? null : String(value), wanted);
    };
  }
  throw new DataError(
    `Cannot use the target ${showText(column.name)} of ${frame.name}: it is of arrays, should be of texts or numbers`,
  );
}

function wrongTarget(column: FrameColumn, frame: Frame, row: number, is: string | null, wanted: string): DataError {
  const found = is === null ? "has no target" : `has ${column.kind === "category" ? showText(is) : is}`;
  const fix = is === null ? "; fill it in, or leave the row out" : "";
  return new DataError(
    `Cannot use the target ${showText(column.name)} of ${frame.name}: ${placeOf(frame, row)} ${found}, should be ` +
      `${wanted}${fix}`,
  );
}

const MOST_NAMES = 8;

/** Names of classes for a message, cut where there are many. */
export function list(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => showText(name).slice(1, -1));
  if (names.length > MOST_NAMES) return `${shown.join(", ")} and ${names.length - MOST_NAMES} more`;
  return shown.join(", ");
}
