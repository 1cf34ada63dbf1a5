import { mean } from "./mean.ts";

/**
 * Lag-1 autocorrelation (G. Box & G. Jenkins, Time Series Analysis, 2.1.5), pooled over columns: each column is
 * centred on its own mean, then sum of products of neighbours over sum of squares. In -1 .. 1.
 *
 * @param rows [length][columns]: values along the axis that `order` permutes
 * @param order which row stands at each place; default: as they are
 */
export function correlateNeighbours(rows: readonly (readonly number[])[], order?: readonly number[]): number {
  const columns = (rows[0] as readonly number[]).length;
  let products = 0;
  let squares = 0;
  for (let column = 0; column < columns; column++) {
    const values = rows.map((row) => row[column] as number);
    const centre = mean(values);
    for (let i = 0; i < values.length; i++) {
      const here = (values[order === undefined ? i : (order[i] as number)] as number) - centre;
      squares += here * here;
      if (i + 1 === values.length) continue;
      products += here * ((values[order === undefined ? i + 1 : (order[i + 1] as number)] as number) - centre);
    }
  }
  return products / squares;
}
