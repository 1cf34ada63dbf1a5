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
  const sizes = Array.from({ length: rows }, (_, i) => i + 1).filter((size) => !isSingle(size));
  const near = [sizes.findLast((size) => size < batchSize), sizes.find((size) => size > batchSize)];
  const fix = sizes.length === 0 ? "give more rows" : `use ${near.filter((size) => size !== undefined).join(" or ")}`;
  throw new SpecError("batchSize", `cannot be ${batchSize}: ${is}${why}; ${fix}`);
}
