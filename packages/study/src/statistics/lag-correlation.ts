import { powerOfTwoNear } from "./floating-point/power-of-two.ts";
import { areEqual } from "./floating-point/rounding.ts";
import { sumExactly } from "./floating-point/sum-exactly.ts";
import { centreValues } from "./summaries/centre-values.ts";

/**
 * Lag-1 autocorrelation (G. Box & G. Jenkins, Time Series Analysis, 2.1.5), pooled over columns: each column is centred
 * on its own mean, then sum of products of neighbours over sum of squares. In -1 .. 1. Prepared for one matrix, it is
 * computed for any order of its rows; an order and its reverse give the same to the bit. Throws RangeError for no rows,
 * for a value that is not finite, and where every column is constant, so that nothing correlates.
 *
 * @param rows [length][columns]: values along the axis that an order (which row stands at each place) permutes
 */
export function prepareLagCorrelation(rows: readonly (readonly number[])[]): (order: ArrayLike<number>) => number {
  if (rows.length === 0) throw new RangeError("Cannot correlate: there are 0 rows; it needs at least 2 that differ");
  const unit = powerOfTwoNear(rows.flat());
  const columns = rows[0]!.map((_, column) => {
    const values = rows.map((row) => row[column]!);
    const centred = centreValues(values, unit);
    return areEqual(values) ? centred.map(() => 0) : centred;
  });
  const products = rows.map((_, i) =>
    rows.map((__, j) => sumExactly(columns.map((column) => column[i]! * column[j]!))),
  );
  const squares = sumExactly(products.map((row, i) => row[i]!));
  if (squares === 0) {
    throw new RangeError("Cannot correlate: every column is constant; it needs one whose values differ");
  }
  return (order) => sumExactly(rows.slice(1).map((_, i) => products[order[i]!]![order[i + 1]!]!)) / squares;
}

/**
 * The mean of a lag-1 autocorrelation over all orders of its rows, whatever they hold: -1 / length. Of the centred
 * values of a column, any two different places multiply to -sum of squares / (length (length - 1)) on average, and
 * there are length - 1 neighbours.
 */
export function meanLagCorrelation(length: number): number {
  return -1 / length;
}
