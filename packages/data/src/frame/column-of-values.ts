/**
 * A column out of values as JSON, Parquet and programs have them, typed by all of them: numbers where all are numbers,
 * arrays where all are lists of numbers, else a category.
 */
import { DataError } from "minibatch";
import { allocate } from "../rows/allocate.ts";
import { showText } from "../text/show-text.ts";
import { type ArrayValues, categoryOf, type FrameColumn } from "./frame.ts";

/** Where the values stand. */
export interface ValueSource {
  /** "Cannot read a.json": what messages begin with */
  readonly action: string;
  /** "row 17" */
  place(row: number): string;
  /** the column goes on memory that threads share */
  readonly shared: boolean;
}

/** Beyond it a whole number stands for several. */
const LARGEST_WHOLE = 2n ** 53n;

/**
 * `values` may be shorter than `rows`: what is left is missing, as are null, undefined, NaN and "". Booleans become
 * "false" and "true"; times their ISO text, which sorts by time; whole numbers beyond 2^53, which a double does not
 * hold, make their column a category of digits; numbers among texts are as JavaScript writes them. Throws DataError at
 * the first value that is none of these.
 */
export function columnOfValues(
  name: string,
  values: ArrayLike<unknown>,
  rows: number,
  source: ValueSource,
): FrameColumn {
  const { shared } = source;
  const kinds = kindsOf(name, values, source);
  if (kinds.has("list")) return arrayOf(name, values, rows, kinds, source);
  if (kinds.has("text")) {
    const texts = mapValues(values, rows, textOf);
    return categoryOf(name, texts, rows, new Int32Array(allocate(4 * rows, shared)));
  }
  const numbers = new Float64Array(allocate(8 * rows, shared)).fill(Number.NaN);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (typeof value === "number") numbers[row] = value;
    else if (typeof value === "bigint") numbers[row] = Number(value);
  }
  return { kind: "number", name, values: numbers };
}

type Kind = "number" | "text" | "list";

function kindsOf(name: string, values: ArrayLike<unknown>, source: ValueSource): ReadonlySet<Kind> {
  const kinds = new Set<Kind>();
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === null || value === undefined || value === "") continue;
    if (typeof value === "number") {
      if (Number.isFinite(value)) kinds.add("number");
      else if (!Number.isNaN(value)) throw faultOf(source, row, name, `is ${value}`, FINITE);
    } else if (typeof value === "bigint") {
      kinds.add(value > LARGEST_WHOLE || value < -LARGEST_WHOLE ? "text" : "number");
    } else if (typeof value === "string" || typeof value === "boolean") {
      kinds.add("text");
    } else if (isTime(value)) {
      if (Number.isNaN(value.getTime()))
        throw faultOf(source, row, name, "is a time out of range", "leave the row out");
      kinds.add("text");
    } else if (isList(value)) {
      kinds.add("list");
    } else {
      const what = typeof value === "object" ? "an object" : `a ${typeof value}`;
      throw faultOf(source, row, name, `is ${what}`, "should be a number, a text or a list of numbers: flatten it");
    }
  }
  return kinds;
}

const FINITE = "should be a finite number: write it as missing, or leave the row out";

function textOf(value: unknown): string | null {
  if (value === null || value === undefined || Number.isNaN(value)) return null;
  return isTime(value) ? value.toISOString() : String(value as string | number | bigint | boolean);
}

/** A Date, of this realm or another. */
function isTime(value: unknown): value is { getTime(): number; toISOString(): string } {
  return typeof value === "object" && value !== null && "getTime" in value && "toISOString" in value;
}

function* mapValues<T>(values: ArrayLike<unknown>, rows: number, map: (value: unknown) => T): Generator<T> {
  for (let row = 0; row < rows; row++) yield map(row < values.length ? values[row] : null);
}

type List = readonly unknown[] | ArrayValues["values"];

function isList(value: unknown): value is List {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function arrayOf(
  name: string,
  values: ArrayLike<unknown>,
  rows: number,
  kinds: ReadonlySet<Kind>,
  source: ValueSource,
): ArrayValues {
  const firstRow = findRow(values, isList);
  const shape = shapeOf(values[firstRow] as List);
  if (kinds.size > 1) {
    const odd = findRow(values, (value) => value !== null && value !== undefined && !isList(value));
    throw faultOf(
      source,
      odd,
      name,
      "is no list",
      `should be one of shape [${shape.join(", ")}], as ${source.place(firstRow)} has`,
    );
  }
  const width = shape.reduce((product, length) => product * length, 1);
  if (width === 0) throw faultOf(source, firstRow, name, "is an empty list", "should hold numbers");
  const numbers = new Float64Array(allocate(8 * rows * width, source.shared)).fill(Number.NaN);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === null || value === undefined) continue;
    const fault = fillFrom(value as List, shape, 0, numbers, row * width);
    if (fault !== null) {
      throw faultOf(
        source,
        row,
        name,
        fault,
        `should be a list of numbers of shape [${shape.join(", ")}], as ${source.place(firstRow)} has`,
      );
    }
  }
  return { kind: "array", name, shape, values: numbers };
}

function findRow(values: ArrayLike<unknown>, is: (value: unknown) => boolean): number {
  let row = 0;
  while (!is(values[row])) row++;
  return row;
}

/** Of the first elements: [2, 3] of [[1, 2, 3], [4, 5, 6]]. */
function shapeOf(list: List): number[] {
  const shape: number[] = [];
  for (let inner: unknown = list; isList(inner) && shape.length < MOST_DIMENSIONS; inner = inner[0]) {
    shape.push(inner.length);
  }
  return shape;
}

/** More than any data has; lists a thousand deep are no data. */
const MOST_DIMENSIONS = 8;

/** What is wrong; null where nothing is. */
function fillFrom(
  list: List,
  shape: readonly number[],
  depth: number,
  numbers: Float64Array,
  at: number,
): string | null {
  if (list.length !== shape[depth]) return `has a list of ${list.length} where ${shape[depth]} should be`;
  const isLast = depth === shape.length - 1;
  const step = numbers.length === 0 ? 0 : shape.slice(depth + 1).reduce((product, length) => product * length, 1);
  for (let i = 0; i < list.length; i++) {
    const value: unknown = list[i];
    if (!isLast) {
      if (!isList(value)) return "is not as deep everywhere";
      const fault = fillFrom(value, shape, depth + 1, numbers, at + i * step);
      if (fault !== null) return fault;
    } else if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") {
      const number = Number(value);
      if (!Number.isFinite(number) && !Number.isNaN(number)) return `holds ${number}`;
      numbers[at + i] = number;
    } else if (value !== null && value !== undefined) {
      return `holds ${typeof value === "string" ? `the text ${showText(value)}` : "a list or an object"}`;
    }
  }
  return null;
}

/** "Cannot read a.json: row 3, column "a" is an object; should be ...". */
function faultOf(source: ValueSource, row: number, column: string, is: string, should: string): DataError {
  return new DataError(`${source.action}: ${source.place(row)}, column ${showText(column)} ${is}, ${should}`);
}
