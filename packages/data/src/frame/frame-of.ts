/** Frames out of what a program has in memory. */
import { DataError } from "minibatch";
import { showText } from "../text/show-text.ts";
import { checkNames } from "./check-names.ts";
import { columnOfValues, type ValueSource } from "./column-of-values.ts";
import type { ArrayValues, Frame, FrameColumn } from "./frame.ts";
import { frameOfArrays } from "./frame-of-arrays.ts";

/** A column as a program has it: a value a row, or an array with the shape of one row. */
export type ColumnInput =
  | ArrayLike<unknown>
  | { readonly shape: readonly number[]; readonly values: ArrayValues["values"] | readonly number[] };

const NAME = "the rows";

/**
 * `frameOf({ width: [1, 2.5], species: ["a", "b"], image: { shape: [28, 28], values } })`: null, undefined, NaN and ""
 * are missing. Throws DataError for columns of different lengths and for values that are no numbers, texts or lists of
 * numbers.
 */
export function frameOf(columns: Readonly<Record<string, ColumnInput>>, name: string = NAME): Frame {
  const entries = Object.entries(columns);
  const action = `Cannot use ${name}`;
  checkNames(
    entries.map(([column]) => column),
    name,
  );
  const [first] = entries;
  if (first === undefined) throw new DataError(`${action}: there are no columns`);
  const rows = rowsOf(first[1], first[0], action);
  if (rows === 0) throw new DataError(`${action}: there are no rows`);
  const made = entries.map(([column, input]): FrameColumn => {
    const count = rowsOf(input, column, action);
    if (count !== rows) {
      throw new DataError(
        `${action}: column ${showText(column)} has ${count} rows, should have ${rows} as ${showText(first[0])} has`,
      );
    }
    return columnFrom(column, input, rows, sourceOf(action));
  });
  return { name, rows, columns: made, places: { kind: "rows" } };
}

/**
 * `frameOfRows([{ width: 1, species: "a" }, { width: 2 }])`: a field that a row lacks is missing; the columns are in
 * the order in which they first occur. Throws DataError for rows that are no objects.
 */
export function frameOfRows(rows: readonly Readonly<Record<string, unknown>>[], name: string = NAME): Frame {
  const gathered = new GatheredRows();
  const action = `Cannot use ${name}`;
  for (const [row, fields] of rows.entries()) {
    if (!isFields(fields)) {
      throw new DataError(`${action}: row ${row + 1} is ${sayKind(fields)}, should be an object of columns`);
    }
    gathered.add(fields);
  }
  return gathered.finish(name, action, { kind: "rows" }, false);
}

function rowsOf(input: ColumnInput, column: string, action: string): number {
  if (typeof input !== "object" || input === null || !("shape" in input || "length" in input)) {
    throw new DataError(`${action}: column ${showText(column)} is no list`);
  }
  if (!("shape" in input)) return input.length;
  const { shape, values } = input;
  const width = shape.reduce((product, length) => product * length, 1);
  if (!shape.every((length) => Number.isSafeInteger(length) && length > 0) || values.length % width !== 0) {
    throw new DataError(
      `${action}: column ${showText(column)} has ${values.length} numbers, no whole number of rows of shape ` +
        `[${shape.join(", ")}]`,
    );
  }
  return values.length / width;
}

function columnFrom(name: string, input: ColumnInput, rows: number, source: ValueSource): FrameColumn {
  if (!("shape" in input)) return columnOfValues(name, input, rows, source);
  const values = Array.isArray(input.values) ? Float64Array.from(input.values as readonly number[]) : input.values;
  const array = { name, shape: [rows, ...input.shape], values: values as ArrayValues["values"] };
  return frameOfArrays(name, [array], { apart: false, shared: false }).columns[0] as FrameColumn;
}

function sourceOf(action: string): ValueSource {
  return { action, place: (row) => `row ${row + 1}`, shared: false };
}

/** An object that is no list. */
export function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** For messages: "the text "a"", "an array". */
export function sayKind(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") return "an object";
  return typeof value === "string" ? `the text ${showText(value)}` : String(value);
}

/** So many cells may stay empty beside each that is filled, where rows name different columns. */
const MOST_EMPTY = 64;
const FREE_CELLS = 1_000_000;

/** Rows of named fields, gathered by column. */
export class GatheredRows {
  rows = 0;
  readonly #columns = new Map<string, { readonly first: number; readonly values: unknown[] }>();
  #cells = 0;

  add(fields: Readonly<Record<string, unknown>>): void {
    for (const name of Object.keys(fields)) {
      let column = this.#columns.get(name);
      if (column === undefined) {
        column = { first: this.rows, values: [] };
        this.#columns.set(name, column);
      }
      const { values } = column;
      while (values.length < this.rows) values.push(null);
      values.push(fields[name]);
      this.#cells++;
    }
    this.rows++;
  }

  /** Throws DataError for no rows, no columns, and for rows that share hardly any. */
  finish(name: string, action: string, places: Frame["places"], shared: boolean): Frame {
    const { rows } = this;
    if (rows === 0) throw new DataError(`${action}: there are no rows`);
    if (this.#columns.size === 0) throw new DataError(`${action}: its rows are empty objects, should have columns`);
    if (this.#columns.size * rows > MOST_EMPTY * this.#cells + FREE_CELLS) {
      throw new DataError(
        `${action}: its ${rows} rows name ${this.#columns.size} columns, of which hardly any occurs twice; a row ` +
          "should name the columns that others name",
      );
    }
    const place = (row: number): string => (places.kind === "lines" ? `line ${places.lines[row]}` : `row ${row + 1}`);
    const found = [...this.#columns.values()];
    checkNames([...this.#columns.keys()], name, (i) => place(found[i]!.first));
    const source: ValueSource = { action, place, shared };
    const columns = [...this.#columns].map(([column, { values }]) => columnOfValues(column, values, rows, source));
    return { name, rows, columns, places };
  }
}
