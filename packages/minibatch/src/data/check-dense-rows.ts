import { DataError } from "../errors.ts";
import { checkArrayClass } from "./check-arrays.ts";
import type { DenseRows } from "./dataset.ts";

/** Throws DataError unless there are as many numbers as rows and features say, in an array of the right class. */
export function checkDenseRows(what: string, { rows, features, values, scale }: DenseRows): void {
  checkArrayClass(what, "x.values", values, ["Float32Array", "Float64Array", "Uint8Array"]);
  if (values.length !== rows * features) {
    throw new DataError(
      `Cannot use ${what}: it holds ${values.length} numbers but ${rows} rows of ${features} make ` +
        `${rows * features}; give all of them`,
    );
  }
  if (!Number.isFinite(scale)) {
    throw new DataError(
      `Cannot use ${what}: its scale is ${scale}; give a finite number, 1 to leave the values as they are`,
    );
  }
}
