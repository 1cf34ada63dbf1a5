/** The rows that a network shall predict: CSV, JSON, or IDX images. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { DenseRows } from "minibatch";
import papaparse from "papaparse";
import { readIdx } from "../data/idx.ts";
import { InputError } from "../errors.ts";

/** pixels of IDX files are taken as the report takes them */
const PIXEL_SCALE = 1 / 255;

/**
 * [rows, features]. CSV: a row a line, a first line that is not all numbers is a header. JSON: an array of arrays of numbers. IDX (gzipped or
 * not): bytes are divided by 255. Throws InputError naming the row and what is wrong with it.
 */
export function readRows(file: string, features: number): DenseRows {
  const bytes = readBytes(file);
  const name = basename(file);
  if (/\.json$/i.test(name)) return fromLists(name, parseJson(name, bytes), features, 1);
  if (/\.(csv|tsv|txt)$/i.test(name)) return fromCsv(name, bytes, features);
  if (/(idx\d?(-ubyte)?|\.idx)(\.gz)?$/i.test(name) || /-ubyte(\.gz)?$/i.test(name))
    return fromIdx(name, bytes, features);
  throw new InputError(
    `Cannot read ${name}: its kind is not known by its name; give .csv, .json, or an IDX file (-ubyte, -ubyte.gz)`,
  );
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    throw new InputError(
      `Cannot read ${file}: ${code === "ENOENT" ? "there is no such file; check the path" : `the system says ${String(code)}`}`,
    );
  }
}

function fromCsv(name: string, bytes: Uint8Array, features: number): DenseRows {
  const text = new TextDecoder().decode(bytes);
  const { data, errors } = papaparse.parse<string[]>(text, { skipEmptyLines: "greedy" });
  // a file of one column has no delimiter to find, which is no fault
  const fault = errors.find(({ code }) => code !== "UndetectableDelimiter");
  if (fault !== undefined) throw new InputError(`Cannot read ${name}: row ${(fault.row ?? 0) + 1}: ${fault.message}`);
  const isHeader = data.length > 0 && data[0]!.some((cell) => cell.trim() === "" || Number.isNaN(Number(cell)));
  const rows = isHeader ? data.slice(1) : data;
  const numbers = rows.map((cells) => cells.map((cell) => (cell.trim() === "" ? Number.NaN : Number(cell))));
  return fromLists(name, numbers, features, isHeader ? 2 : 1);
}

function parseJson(name: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new InputError(`Cannot read ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** `firstLine` is what the first row is called in messages. */
function fromLists(name: string, lists: unknown, features: number, firstLine: number): DenseRows {
  if (!Array.isArray(lists) || lists.length === 0) {
    throw new InputError(`Cannot read ${name}: it holds no rows; give a row of ${features} numbers per example`);
  }
  const values = new Float32Array(lists.length * features);
  for (const [row, list] of lists.entries()) {
    const place = `row ${row + firstLine}`;
    if (!Array.isArray(list) || list.length !== features) {
      const has = Array.isArray(list) ? `${list.length} numbers` : "no list";
      throw new InputError(`Cannot read ${name}: ${place} has ${has}, the network takes ${features}`);
    }
    for (const [column, value] of list.entries()) {
      if (typeof value !== "number" || !Number.isFinite(value)) {
        throw new InputError(`Cannot read ${name}: ${place}, column ${column + 1} is not a finite number`);
      }
      values[row * features + column] = value;
    }
  }
  return { kind: "dense", rows: lists.length, features, values, scale: 1 };
}

function fromIdx(name: string, bytes: Uint8Array, features: number): DenseRows {
  const { dimensions, values } = readIdx(bytes, name);
  const [rows = 0, ...rest] = dimensions;
  const width = rest.reduce((product, size) => product * size, 1);
  if (rows === 0 || width !== features) {
    throw new InputError(`Cannot read ${name}: it is ${dimensions.join(" x ")}, the network takes rows of ${features}`);
  }
  if (values instanceof Uint8Array) return { kind: "dense", rows, features, values, scale: PIXEL_SCALE };
  return { kind: "dense", rows, features, values: Float32Array.from(values), scale: 1 };
}
