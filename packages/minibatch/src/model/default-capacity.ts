import { widthsOf } from "./layout.ts";
import type { ModelSpec } from "./spec.ts";

/** Evaluation goes in chunks of the capacity: enough rows to be quick, few enough to stay in the cache. */
const MOST_ROWS = 256;

/** Floats that the buffers between the layers may take by default: 64 MiB. */
const MOST_FLOATS = 2 ** 24;

/** How many rows a pass takes when nobody says: 256, or fewer where a row is very wide. */
export function defaultCapacity(model: ModelSpec): number {
  const widths = widthsOf(model).reduce((sum, width) => sum + width, 0);
  // an input as itself, its column, and both again in the transposed index; z, y and dy of each layer
  const floatsPerRow = 4 * model.inputs + 3 * widths;
  return Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_FLOATS / floatsPerRow)));
}
