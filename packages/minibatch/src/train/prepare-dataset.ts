/** From what the caller gave to what the loop uses: checked, and compressed where that pays. */
import { checkDatasetInSlices } from "../data/check-dataset.ts";
import { checkDatasetKinds } from "../data/check-kinds.ts";
import { compressIfSparseInSlices } from "../data/compress-rows.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Slices } from "../data/slices.ts";
import type { Network } from "../model/network.ts";

/**
 * Throws DataError unless `dataset`, called `what` in messages, fits the network. Kernels that run programs compress
 * dense float32 rows and bytes themselves, when they are told to hold them: `compresses` says that they will not be.
 */
export function* prepareInSlices(
  what: string,
  dataset: Dataset,
  network: Network,
  compresses: boolean,
): Slices<Dataset> {
  const precision = network.parameters instanceof Float64Array ? "float64" : "float32";
  checkDatasetKinds(what, dataset);
  yield* checkDatasetInSlices(what, dataset, {
    features: network.model.inputs,
    precision,
    outputs: network.output.units,
    loss: network.model.loss,
  });
  yield;
  const { x } = dataset;
  if (!network.takesSparse) return dataset;
  if (!compresses && !(x.values instanceof Float64Array)) return dataset;
  return { x: yield* compressIfSparseInSlices(x, precision), y: dataset.y };
}
