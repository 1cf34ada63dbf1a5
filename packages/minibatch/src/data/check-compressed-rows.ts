/** Checks the columns and offsets of compressed rows: a wrong one would make a kernel write elsewhere. */
import { DataError } from "../errors.ts";
import { checkArrayClass } from "./check-arrays.ts";
import type { CompressedRows } from "./dataset.ts";
import { SLICE_VALUES, type Slices } from "./slices.ts";

/**
 * Throws DataError unless the offsets ascend from 0 to the number of entries, and every row's columns ascend below
 * `features`.
 */
export function* checkCompressedRowsInSlices(what: string, x: CompressedRows): Slices<void> {
  checkClasses(what, x);
  checkLengths(what, x);
  let looked = 0;
  for (let row = 0; row < x.rows; row++) {
    const from = x.offsets[row];
    const to = x.offsets[row + 1];
    if (!(from <= to && to <= x.columns.length)) {
      throw new DataError(
        `Cannot use ${what}: row ${row} runs from entry ${from} to ${to} of ${x.columns.length}; offsets must ` +
          "ascend: make the rows with compressRows",
      );
    }
    looked += 1 + to - from;
    if (looked >= SLICE_VALUES) {
      looked = 0;
      yield;
    }
    let before = -1;
    for (let k = from; k < to; k++) {
      const column = x.columns[k];
      if (!(column > before && column < x.features)) throw wrongColumn(what, x, row, column, before);
      before = column;
    }
  }
}

/** Arrays of whole numbers hold no NaN and no fraction, so order and bounds are all there is to check. */
function checkClasses(what: string, { values, columns, offsets }: CompressedRows): void {
  checkArrayClass(what, "x.values", values, ["Float32Array", "Float64Array"]);
  checkArrayClass(what, "x.columns", columns, ["Uint16Array", "Uint32Array"]);
  checkArrayClass(what, "x.offsets", offsets, ["Uint32Array"]);
}

function checkLengths(what: string, { rows, values, columns, offsets }: CompressedRows): void {
  if (offsets.length !== rows + 1 || offsets[0] !== 0) {
    throw new DataError(
      `Cannot use ${what}: it has ${offsets.length} offsets from ${offsets[0]} on but ${rows} rows need ` +
        `${rows + 1}, from 0 on; make the rows with compressRows`,
    );
  }
  if (columns.length !== values.length || offsets[rows] !== values.length) {
    throw new DataError(
      `Cannot use ${what}: it holds ${values.length} numbers, ${columns.length} columns and offsets up to ` +
        `${offsets[rows]}; the three must be equal: make the rows with compressRows`,
    );
  }
}

function wrongColumn(what: string, x: CompressedRows, row: number, column: number, before: number): DataError {
  const wanted =
    column >= x.features ? `below ${x.features}, the number of features` : `above the one before, ${before}`;
  return new DataError(
    `Cannot use ${what}: row ${row} has an entry in column ${column}; it must be ${wanted}: make the rows with ` +
      "compressRows",
  );
}
