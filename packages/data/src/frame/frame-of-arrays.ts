/** A frame out of whole arrays, as NPY, NPZ, HDF5 and IDX files hold them. */
import { DataError } from "minibatch";
import { allocate } from "../rows/allocate.ts";
import { showText } from "../text/show-text.ts";
import { checkNames, namesByPlace } from "./check-names.ts";
import { type ArrayValues, categoryOf, type Frame, type FrameColumn } from "./frame.ts";

/** An array of a file. */
export interface NamedArray {
  readonly name: string;
  /** [rows, ...] */
  readonly shape: readonly number[];
  /** row-major; texts, null where one is missing */
  readonly values: ArrayValues["values"] | readonly (string | null)[];
}

export interface ArrayOptions {
  /** the numbers of a two-dimensional array become columns of their own */
  readonly apart: boolean;
  /** columns go on memory that threads share */
  readonly shared: boolean;
}

/**
 * One dimension of numbers is a column of numbers, of texts a category; more dimensions are an array a row, unless two
 * of them are taken apart. `name` is the file's. Throws DataError for arrays of different numbers of rows, or none.
 */
export function frameOfArrays(name: string, arrays: readonly NamedArray[], options: ArrayOptions): Frame {
  const [first] = arrays;
  if (first === undefined) throw new DataError(`Cannot read ${name}: it holds no arrays`);
  const rows = first.shape[0];
  for (const array of arrays) {
    if (array.shape.length === 0) {
      throw new DataError(
        `Cannot read ${name}: ${showText(array.name)} is a single value, should have a row for each example`,
      );
    }
    if (array.shape[0] !== rows) {
      throw new DataError(
        `Cannot read ${name}: ${showText(first.name)} has ${rows} rows and ${showText(array.name)} ` +
          `${array.shape[0]}; name those that belong together as inputs and targets`,
      );
    }
  }
  if (rows === 0 || rows === undefined) throw new DataError(`Cannot read ${name}: it holds no rows`);
  const columns = arrays.flatMap((array) => columnsOf(name, array, rows, options));
  checkNames(
    columns.map((column) => column.name),
    name,
  );
  return { name, rows, columns, places: { kind: "rows" } };
}

function columnsOf(fileName: string, array: NamedArray, rows: number, { apart, shared }: ArrayOptions): FrameColumn[] {
  const { name, shape, values } = array;
  if (isTexts(values)) {
    if (shape.length > 1) {
      throw new DataError(
        `Cannot read ${fileName}: ${showText(name)} has texts in the shape [${shape.join(", ")}], should have one a row`,
      );
    }
    return [categoryOf(name, values, rows, new Int32Array(allocate(4 * rows, shared)))];
  }
  const infinite = firstInfinite(values);
  const width = shape.slice(1).reduce((product, length) => product * length, 1);
  if (infinite !== -1) {
    const row = Math.floor(infinite / width) + 1;
    throw new DataError(
      `Cannot read ${fileName}: row ${row} of ${showText(name)} holds ${values[infinite]}, should be a finite ` +
        "number: write it as missing (NaN), or leave the row out",
    );
  }
  if (shape.length === 1) return [{ kind: "number", name, values: doublesOf(values, 0, 1, rows, shared) }];
  if (width === 0) {
    throw new DataError(
      `Cannot read ${fileName}: ${showText(name)} has the shape [${shape.join(", ")}], which holds nothing`,
    );
  }
  if (apart && shape.length === 2) {
    return namesByPlace(width).map((place, i) => ({
      kind: "number",
      name: name === "" ? place : `${name} ${i + 1}`,
      values: doublesOf(values, i, width, rows, shared),
    }));
  }
  return [{ kind: "array", name, shape: shape.slice(1), values: shared ? shareValues(values) : values }];
}

function isTexts(values: NamedArray["values"]): values is readonly (string | null)[] {
  return Array.isArray(values);
}

function firstInfinite(values: ArrayValues["values"]): number {
  if (!(values instanceof Float64Array || values instanceof Float32Array)) return -1;
  for (let i = 0; i < values.length; i++) {
    if (values[i] === Number.POSITIVE_INFINITY || values[i] === Number.NEGATIVE_INFINITY) return i;
  }
  return -1;
}

/** Every `step`th value from `start` on. */
function doublesOf(
  values: ArrayValues["values"],
  start: number,
  step: number,
  rows: number,
  shared: boolean,
): Float64Array {
  if (step === 1 && !shared && values instanceof Float64Array) return values;
  const doubles = new Float64Array(allocate(8 * rows, shared));
  if (step === 1) doubles.set(values);
  else for (let row = 0, at = start; row < rows; row++, at += step) doubles[row] = values[at] as number;
  return doubles;
}

/** A copy on memory that threads share. */
export function shareValues<Values extends ArrayValues["values"]>(values: Values): Values {
  const copy = new (values.constructor as new (buffer: ArrayBufferLike) => Values)(allocate(values.byteLength, true));
  copy.set(values);
  return copy;
}
