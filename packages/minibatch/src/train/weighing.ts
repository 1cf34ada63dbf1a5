/** Weights of rows: a page of dense networks need not load what checks them. */
import type { Slices } from "../data/slices.ts";
import { DataError } from "../errors.ts";
import type { FloatArray } from "../math/float-array.ts";
import type { Network } from "./network.ts";

export interface Weighing {
  /** throws DataError unless the weights fit so many rows */
  check(what: string, weights: FloatArray, rows: number): Slices<void>;
  /** throws TypeError where a step by weights must wait for kernels */
  checkStep(network: Network): void;
}

let known: Weighing | null = null;

/** `every-kind.ts` gives it. */
export function addWeighing(weighing: Weighing): void {
  known = weighing;
}

/** Throws DataError in a door that has none. */
export function weighing(): Weighing {
  if (known !== null) return known;
  throw new DataError("Cannot use weights: minibatch/core has none; import from minibatch");
}
