/** Checks against batches in which a channel has a single number. */
import { DataError, SpecError } from "../errors.ts";
import type { Batches, LayerBase } from "./layer.ts";

/** Throws in one line, which names what will do, where a batch has one row; of an epoch the last one counts too. */
export function checkSingleRows({ name, kind }: LayerBase, { rows, batchSize }: Batches): void {
  const why = `${name} (${kind}) has one number of each channel in a row, and one alone has no spread to divide by`;
  if (batchSize === null) {
    if (rows === 1) throw new DataError(`Cannot train on a batch of 1 row: ${why}; give at least 2`);
    return;
  }
  const isSingle = (size: number): boolean => size === 1 || rows % size === 1;
  if (!isSingle(batchSize)) return;
  const is = batchSize === 1 ? "" : `an epoch of ${rows} rows then ends with a batch of 1, and `;
  let [below, above] = [Math.min(batchSize - 1, rows), batchSize + 1];
  while (below > 0 && isSingle(below)) below--;
  while (above <= rows && isSingle(above)) above++;
  const near = [below, above].filter((size) => size > 0 && size <= rows);
  const fix = near.length === 0 ? "give more rows" : `use ${near.join(" or ")}`;
  throw new SpecError("batchSize", `cannot be ${batchSize}: ${is}${why}; ${fix}`);
}
