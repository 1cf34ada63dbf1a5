import { featuresOf, flattenLayers, placeLayers } from "./layout.ts";
import type { ModelSpec } from "./spec.ts";

/** Evaluation goes in chunks of the capacity: enough rows to be quick, few enough to stay in the cache. */
const MOST_ROWS = 256;

/** Numbers that the tensors of every row may take by default: 64 MiB of float32. */
const MOST_NUMBERS = 2 ** 24;

/** How many rows a pass takes when nobody says: 256, or fewer where a row is very wide. */
export function defaultCapacity(model: ModelSpec): number {
  // an input: its value, its column, and both again in the transposed index
  const ofInput = 4 * featuresOf(model);
  const ofRow = flattenLayers(placeLayers(model)).reduce((sum, { room }) => sum + room, ofInput);
  return Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_NUMBERS / ofRow)));
}
