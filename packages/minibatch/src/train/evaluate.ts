/** Figures and predictions over a whole data set, in chunks of the network's capacity. */
import type { Dataset, Rows } from "../data/dataset.ts";
import type { Slices } from "../data/slices.ts";
import { naturalOrder } from "./epoch-order.ts";
import type { SplitFigures } from "./fit-options.ts";
import type { Learner } from "./learner.ts";
import { type BatchRows, loadBatch, loadRows } from "./load-batch.ts";
import type { ProgramRunner } from "./program-runner.ts";

/**
 * Mean loss (without penalties) and accuracy over all rows, dropout off. `runner` is the data set's, or null for kernels
 * without programs. `seeLoss` is told the mean loss of every chunk and its rows while the network's buffers still hold them,
 * and may throw.
 */
export function* evaluateInSlices(
  learner: Learner,
  runner: ProgramRunner | null,
  dataset: Dataset,
  seeLoss?: (loss: number, count: number) => void,
): Slices<SplitFigures> {
  const { network } = learner;
  const { rows } = dataset.x;
  const order = naturalOrder(rows);
  let lossSum = 0;
  let right: number | null = 0;
  for (let from = 0; from < rows; from += network.capacity) {
    const count = Math.min(network.capacity, rows - from);
    const chunk = { order, from, count };
    const loss = runner === null ? passForward(learner, dataset, chunk) : runner.forward(chunk);
    seeLoss?.(loss, count);
    lossSum += loss * count;
    const counted = network.loss.countRight(count);
    right = counted === null || right === null ? null : right + counted;
    yield;
  }
  return { loss: lossSum / rows, accuracy: right === null ? null : right / (rows * network.loss.countedPerRow) };
}

function passForward({ kernels, network }: Learner, dataset: Dataset, rows: BatchRows): number {
  loadBatch(network, dataset, rows);
  network.forward(kernels, rows.count, false);
  return network.runLoss(kernels, rows.count);
}

/** [rows, outputs]: probabilities, or the output itself for mean squared error. */
export function* predictInSlices(
  learner: Learner,
  runner: ProgramRunner | null,
  x: Rows,
): Slices<Float32Array | Float64Array> {
  const { kernels, network } = learner;
  const { outputs } = network.loss;
  const predictions =
    kernels.precision === "float64" ? new Float64Array(x.rows * outputs) : new Float32Array(x.rows * outputs);
  const order = naturalOrder(x.rows);
  for (let from = 0; from < x.rows; from += network.capacity) {
    const count = Math.min(network.capacity, x.rows - from);
    const chunk = { order, from, count };
    if (runner === null) {
      loadRows(network, x, chunk);
      network.forward(kernels, count, false);
      network.predict(kernels, count);
    } else {
      runner.forward(chunk);
    }
    predictions.set(network.loss.prediction.subarray(0, count * outputs), from * outputs);
    yield;
  }
  return predictions;
}
