import { DataError } from "minibatch";
import { categoryOf, type Frame, type FrameColumn } from "../frame/frame.ts";
import type { InputColumn } from "../preprocessing/preparation.ts";
import { showText } from "../text/show-text.ts";

/** A row as a program has it: a value by the column's name; null where it is missing. */
export type RawRow = Readonly<Record<string, unknown>>;

/** Rows as columns, for what a model asks of them; other fields of a row are not looked at. */
export function frameOfInputs(inputs: readonly InputColumn[], rows: readonly RawRow[]): Frame {
  return {
    name: "the given rows",
    rows: rows.length,
    columns: inputs.map((input) => columnOf(input, rows)),
    places: { kind: "rows" },
  };
}

function columnOf(input: InputColumn, rows: readonly RawRow[]): FrameColumn {
  const { name, type } = input;
  if (type === "number") {
    return {
      kind: "number",
      name,
      values: Float64Array.from(rows, (row, i) => numberIn(valueIn(row, name, i), name, i)),
    };
  }
  if (type === "category") {
    const texts = rows.map((row, i) => textIn(valueIn(row, name, i), name, i));
    return categoryOf(name, texts, rows.length);
  }
  const shape = input.shape ?? [];
  const width = shape.reduce((product, length) => product * length, 1);
  const values = new Float64Array(rows.length * width);
  for (const [i, row] of rows.entries()) values.set(arrayIn(valueIn(row, name, i), width, input, i), i * width);
  return { kind: "array", name, shape, values };
}

function valueIn(row: RawRow, name: string, i: number): unknown {
  if (typeof row !== "object" || row === null) {
    throw new DataError(`Cannot predict row ${i + 1}: it is ${show(row)}, should be an object with a value a column`);
  }
  if (Object.hasOwn(row, name) && row[name] !== undefined) return row[name];
  const has = Object.keys(row)
    .slice(0, 12)
    .map((key) => showText(key));
  throw new DataError(
    `Cannot predict row ${i + 1}: it has no ${showText(name)}, only ${has.join(", ") || "nothing"}; give it, null ` +
      "where it is missing",
  );
}

function numberIn(value: unknown, name: string, i: number): number {
  if (value === null) return Number.NaN;
  if (typeof value === "number") return value;
  throw new DataError(`Cannot predict row ${i + 1}: ${showText(name)} is ${show(value)}, should be a number, or null`);
}

/** Numbers and truths as a table's text has them. */
function textIn(value: unknown, name: string, i: number): string | null {
  if (value === null || typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number") return Number.isNaN(value) ? null : String(value);
  throw new DataError(`Cannot predict row ${i + 1}: ${showText(name)} is ${show(value)}, should be a text, or null`);
}

/** A flat list, or one of lists as the shape says. */
function arrayIn(value: unknown, width: number, { name, shape = [] }: InputColumn, i: number): ArrayLike<number> {
  const isTyped = ArrayBuffer.isView(value) && !(value instanceof DataView);
  const list: unknown = Array.isArray(value) ? value.flat(shape.length - 1) : value;
  if (isTyped || Array.isArray(list)) {
    const numbers = list as ArrayLike<unknown>;
    const isRight = numbers.length === width && Array.from(numbers).every((one) => typeof one === "number");
    if (isRight) return numbers as ArrayLike<number>;
  }
  throw new DataError(
    `Cannot predict row ${i + 1}: ${showText(name)} is no list of numbers of the shape [${shape.join(", ")}]; give ` +
      `${width} numbers`,
  );
}

function show(value: unknown): string {
  return typeof value === "string" ? showText(value) : value === null ? "null" : `a ${typeof value}`;
}
