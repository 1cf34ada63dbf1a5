import { DataError } from "../errors.ts";
import type { FloatArray } from "../math/float-array.ts";
import { checkArrayClass } from "./check-arrays.ts";
import { type Slices, searchInSlices } from "./slices.ts";

/** Throws DataError unless there is a weight for every row: finite, at least 0, and not all of them 0. */
export function* checkWeightsInSlices(what: string, weights: FloatArray, rows: number): Slices<void> {
  checkArrayClass(what, "weights", weights, ["Float32Array", "Float64Array"]);
  if (weights.length !== rows)
    throw new DataError(`Cannot use ${what}: ${rows} rows but ${weights.length} weights; give one weight a row`);
  const bad = yield* searchInSlices(rows, (from, to) => findWrongWeight(weights, from, to));
  if (bad !== -1) {
    throw new DataError(
      `Cannot use ${what}: the weight of row ${bad} is ${weights[bad]}; it must be a finite float32 of at least 0`,
    );
  }
  if ((yield* searchInSlices(rows, (from, to) => findPositive(weights, from, to))) !== -1) return;
  throw new DataError(`Cannot use ${what}: all of its weights are 0; give at least one row more`);
}

// a NaN fails the condition, because no comparison with it is true
function findWrongWeight(weights: FloatArray, from: number, to: number): number {
  for (let i = from; i < to; i++) if (!(weights[i] >= 0 && Math.fround(weights[i]) < Infinity)) return i;
  return -1;
}

function findPositive(weights: FloatArray, from: number, to: number): number {
  for (let i = from; i < to; i++) if (weights[i] > 0) return i;
  return -1;
}
