/** Figures and predictions over a whole data set, in chunks of the network's capacity. */
import type { Dataset, Rows } from "../data/dataset.ts";
import type { Slices } from "../data/slices.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { Network } from "../model/network.ts";
import { naturalOrder } from "./epoch-order.ts";
import type { SplitFigures } from "./fit-options.ts";
import { loadBatch, loadRows } from "./load-batch.ts";

/**
 * Mean loss (without penalties) and accuracy over all rows, dropout off. `seeLoss` is told the mean loss of every chunk
 * and its rows while the network's buffers still hold them, and may throw.
 */
export function* evaluateInSlices(
  kernels: Kernels,
  network: Network,
  dataset: Dataset,
  seeLoss?: (loss: number, count: number) => void,
): Slices<SplitFigures> {
  const { rows } = dataset.x;
  const order = naturalOrder(rows);
  let lossSum = 0;
  let right: number | null = 0;
  for (let from = 0; from < rows; from += network.capacity) {
    const count = Math.min(network.capacity, rows - from);
    loadBatch(network, dataset, { order, from, count });
    network.forward(kernels, count, false);
    const loss = network.runLoss(kernels, count);
    seeLoss?.(loss, count);
    lossSum += loss * count;
    const counted = network.loss.countRight(count);
    right = counted === null || right === null ? null : right + counted;
    yield;
  }
  return { loss: lossSum / rows, accuracy: right === null ? null : right / (rows * network.loss.countedPerRow) };
}

/** [rows, outputs]: probabilities, or the output itself for mean squared error. */
export function* predictInSlices(kernels: Kernels, network: Network, x: Rows): Slices<Float32Array | Float64Array> {
  const { outputs } = network.loss;
  const predictions =
    kernels.precision === "float64" ? new Float64Array(x.rows * outputs) : new Float32Array(x.rows * outputs);
  const order = naturalOrder(x.rows);
  for (let from = 0; from < x.rows; from += network.capacity) {
    const count = Math.min(network.capacity, x.rows - from);
    loadRows(network, x, { order, from, count });
    network.forward(kernels, count, false);
    network.predict(kernels, count);
    predictions.set(network.loss.prediction.subarray(0, count * outputs), from * outputs);
    yield;
  }
  return predictions;
}
