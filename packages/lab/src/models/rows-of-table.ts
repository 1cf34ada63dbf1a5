/** A table's numbers as a network's inputs, or an error that names the first cell that is none. */
import type { DenseRows } from "minibatch";
import { type Column, describeColumn, findColumn, showText, type Table, whyNotNumber } from "minibatch-data";
import { InputError } from "../errors.ts";

/**
 * [rows, features] from the columns that are not ignored. Throws InputError for too many or too few columns and for the
 * first cell that is not a finite float32; TableError for an ignored column that does not exist.
 */
export function rowsOfTable(table: Table, features: number, ignore: readonly string[]): DenseRows {
  const ignored = new Set(ignore.map((reference) => findColumn(table, reference)));
  const columns = table.columns.filter((column) => !ignored.has(column));
  if (columns.length !== features) throw new InputError(describeWidth(table, columns, features));
  const values = new Float32Array(table.rows * features);
  let worst: { readonly row: number; readonly fault: string } | null = null;
  for (const [i, column] of columns.entries()) {
    const row = fillColumn(values, column, i, features, worst?.row ?? table.rows);
    if (row !== null) worst = { row, fault: describeCell(table, column, row) };
  }
  if (worst !== null) throw new InputError(worst.fault);
  return { kind: "dense", rows: table.rows, features, values, scale: 1 };
}

/** Copies a column's rows before `until`. Returns the first row that is not a finite float32, or null. */
function fillColumn(values: Float32Array, column: Column, i: number, features: number, until: number): number | null {
  if (column.kind === "text") {
    const row = Math.min(column.firstText, firstMissing(column));
    return row < until ? row : null;
  }
  for (let row = 0; row < until; row++) {
    const at = row * features + i;
    values[at] = column.values[row]!;
    if (!Number.isFinite(values[at])) return row;
  }
  return null;
}

function firstMissing({ missing }: Column): number {
  const row = missing?.findIndex((code) => code > 0) ?? -1;
  return row === -1 ? Number.POSITIVE_INFINITY : row;
}

function describeCell(table: Table, column: Column, row: number): string {
  const place = `line ${table.lines[row]}, ${describeColumn(column)}`;
  const code = column.missing?.[row] ?? 0;
  if (code > 0) {
    const word = table.missingWords[code - 1]!;
    const is = word === "" ? "is empty" : `is ${showText(word)}, a missing value`;
    return `Cannot read ${table.name}: ${place} ${is}; the network takes numbers: fill it in, or leave the row out`;
  }
  const value = column.values[row]!;
  if (typeof value === "number") return `Cannot read ${table.name}: ${place} is ${describeTooLarge(value)}`;
  return `Cannot read ${table.name}: ${place}: ${showText(value)} ${whyNotNumber(value.trim(), table.format.decimal)}`;
}

export function describeTooLarge(value: number): string {
  return `${value}, beyond what the network's 32-bit numbers hold (3.4e38); scale the column`;
}

function describeWidth(table: Table, columns: readonly Column[], features: number): string {
  const left = table.columns.length - columns.length;
  const has =
    `it has ${columns.length} ` +
    `column${columns.length === 1 ? "" : "s"}${left === 0 ? "" : ` without the ${left} ignored`}`;
  return `Cannot read ${table.name}: ${has}, the network takes ${features}; ${hintOfWidth(table, columns, features)}`;
}

/** The usual cause of a wrong number of columns, and the fix. */
function hintOfWidth({ format }: Table, columns: readonly Column[], features: number): string {
  const [first, last] = [columns[0]!, columns.at(-1)!];
  if (columns.length === features + 1) {
    if (first.name === "" || countsRows(first)) {
      return (
        "the first counts the rows, as pandas and R do: write the file without (index=False, row.names=FALSE), or " +
        `give --ignore ${first.place}`
      );
    }
    if (last.missing?.every((code) => code > 0) === true) {
      return `the last is empty: every line ends in a delimiter; remove it, or give --ignore ${last.place}`;
    }
    if (last.kind === "text") return `the last holds texts; if they are labels, give --ignore ${last.place}`;
  }
  if (format.delimiter === "," && columns.length === 2 * features && columns.every(isWhole)) {
    return "if half of the commas are decimal marks, separate the columns by semicolons or tabs (1,5;2,7)";
  }
  if (columns.length > features) return "leave the others out, or give --ignore COLUMN for each";
  return columns.length === 1 ? "if its columns are separated by something else, give --delimiter" : "give all of them";
}

/** Whether it counts the rows, from 0 or 1. */
function countsRows(column: Column): boolean {
  const { kind, values } = column;
  if (kind === "text" || values.length < 3 || (values[0] !== 0 && values[0] !== 1)) return false;
  return values.every((value, row) => value === values[0]! + row);
}

function isWhole(column: Column): boolean {
  return column.kind === "number" && column.values.every((value) => Number.isInteger(value));
}
