import { mean } from "./mean.ts";

/**
 * Lag-1 autocorrelation (G. Box & G. Jenkins, Time Series Analysis, 2.1.5), pooled over columns: each column is
 * centred on its own mean, then sum of products of neighbours over sum of squares. In -1 .. 1. Prepared for one
 * matrix, it is computed for any order of its rows.
 *
 * @param rows [length][columns]: values along the axis that an order (which row stands at each place) permutes
 */
export function prepareLagCorrelation(rows: readonly (readonly number[])[]): (order: ArrayLike<number>) => number {
  const means = rows[0]!.map((_, column) => mean(rows.map((row) => row[column]!)));
  const centred = rows.map((row) => row.map((value, column) => value - means[column]!));
  let squares = 0;
  for (const row of centred) squares += multiply(row, row);
  return (order) => {
    let products = 0;
    for (let i = 0; i + 1 < centred.length; i++) products += multiply(centred[order[i]!]!, centred[order[i + 1]!]!);
    return products / squares;
  };
}

function multiply(first: readonly number[], second: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < first.length; i++) sum += first[i]! * second[i]!;
  return sum;
}

/**
 * The mean of a lag-1 autocorrelation over all orders of its rows, whatever they hold: -1 / length. Of the centred values of a
 * column, any two different places multiply to -sum of squares / (length (length - 1)) on average, and there are length - 1 neighbours.
 */
export function meanLagCorrelation(length: number): number {
  return -1 / length;
}
