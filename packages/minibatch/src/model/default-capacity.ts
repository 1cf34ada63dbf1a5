import { layerKinds } from "../layers/layers.ts";
import { featuresOf, tensorsOf } from "./layout.ts";
import type { ModelSpec } from "./spec.ts";

/** Evaluation goes in chunks of the capacity: enough rows to be quick, few enough to stay in the cache. */
const MOST_ROWS = 256;

/** Numbers that the tensors of every row may take by default: 64 MiB of float32. */
const MOST_NUMBERS = 2 ** 24;

/** How many rows a pass takes when nobody says: 256, or fewer where a row is very wide. */
export function defaultCapacity(model: ModelSpec): number {
  // an input: its value, its column, and both again in the transposed index
  let ofRow = 4 * featuresOf(model);
  for (const [i, { input }] of tensorsOf(model).entries()) {
    const layer = model.layers[i];
    ofRow += layerKinds[layer.kind].room(layer, input);
  }
  return Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_NUMBERS / ofRow)));
}
