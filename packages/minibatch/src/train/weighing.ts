/** Weights of rows and of classes: a page of dense networks need not load what checks and makes them. */
import type { Dataset } from "../data/dataset.ts";
import type { Slices } from "../data/slices.ts";
import { DataError } from "../errors.ts";
import type { FloatArray } from "../math/float-array.ts";
import type { ModelPlan } from "../model/plan-model.ts";
import type { ClassWeights } from "./fit-options.ts";

export interface Weighing {
  /** throws DataError unless the weights fit so many rows */
  check(what: string, weights: FloatArray, rows: number): Slices<void>;
  /** a weight for every row, from its class's and its own */
  weighClasses(given: ClassWeights, dataset: Dataset, plan: ModelPlan): FloatArray;
}

let known: Weighing | null = null;

export function addWeighing(weighing: Weighing): void {
  known = weighing;
}

/** Throws DataError in a door that has none. */
export function weighing(): Weighing {
  if (known !== null) return known;
  throw new DataError("Cannot use weights: minibatch/core has none; import from minibatch");
}
