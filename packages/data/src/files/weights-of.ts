import { DataError } from "minibatch";
import { columnNamed, type Frame, placeOf } from "../frame/frame.ts";
import { showText } from "../text/show-text.ts";

/** [rows] how much each row counts, of a column. Throws DataError for one that does not hold a weight for each row. */
export function weightsOf(frame: Frame, name: string): Float64Array {
  const column = columnNamed(frame, name);
  const problem = (what: string): never => {
    throw new DataError(`Cannot weigh the rows of ${frame.name} by column ${showText(name)}: ${what}`);
  };
  if (column.kind !== "number") {
    return problem(`it holds ${column.kind === "array" ? "arrays" : "texts"}; name a column of numbers`);
  }
  const { values } = column;
  for (let row = 0; row < frame.rows; row++) {
    const weight = values[row] as number;
    if (weight >= 0 && Math.fround(weight) < Number.POSITIVE_INFINITY) continue;
    const is = Number.isNaN(weight) ? "misses it" : `says ${weight}`;
    problem(`${placeOf(frame, row)} ${is}; give a finite number of at least 0`);
  }
  return values as Float64Array;
}
