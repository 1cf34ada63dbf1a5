/** Figures and predictions over a whole data set, in chunks of the network's capacity. */
import type { Dataset, Rows } from "../data/dataset.ts";
import type { Slices } from "../data/slices.ts";
import { ruleOfLoss } from "../losses/losses.ts";
import { countRight } from "./count-right.ts";
import { naturalOrder } from "./epoch-order.ts";
import type { SplitFigures } from "./fit-options.ts";
import type { Network, Source } from "./network.ts";

/**
 * Mean loss (without penalties) and accuracy over all rows, dropout off. `source` is the data set's. Where rows have
 * weights, the loss is that of training, divided by the rows; the accuracy, a share, is divided by the weights' sum.
 * `seeLoss` is told the mean loss of every chunk and its rows while the tensors still hold them, and may throw.
 */
export function* evaluateInSlices(
  network: Network,
  source: Source,
  { x, y, weights }: Dataset,
  seeLoss?: (loss: number, count: number) => Slices<void>,
): Slices<SplitFigures> {
  const { plan, capacity } = network;
  const { counts } = ruleOfLoss(plan.model.loss);
  const { rows } = x;
  const order = naturalOrder(rows);
  const seen = counts === null ? [] : [plan.prediction];
  let lossSum = 0;
  let right = 0;
  let all = 0;
  for (let from = 0; from < rows; from += capacity) {
    const count = Math.min(capacity, rows - from);
    const { loss, values } = yield* network.evaluate(source, { order, from }, count, seen);
    if (seeLoss !== undefined) yield* seeLoss(loss, count);
    lossSum += loss * count;
    for (let row = from; row < from + count; row++) all += weights?.[row] ?? 1;
    if (counts !== null) {
      right += countRight[counts](values[0], y, { order, from, count }, plan.outputs, weights);
    }
    yield;
  }
  const counted = counts === "classes" ? all : all * plan.outputs;
  return { loss: lossSum / rows, accuracy: counts === null ? null : right / counted };
}

/** [rows, outputs]: probabilities, or the output itself for mean squared error. */
export function* predictInSlices(
  network: Network,
  source: Source,
  { rows }: Rows,
): Slices<Float32Array | Float64Array> {
  const { plan, capacity, executor } = network;
  const length = rows * plan.outputs;
  const predictions = executor.precision === "float64" ? new Float64Array(length) : new Float32Array(length);
  const order = naturalOrder(rows);
  for (let from = 0; from < rows; from += capacity) {
    const count = Math.min(capacity, rows - from);
    const { values } = yield* network.evaluate(source, { order, from }, count, [plan.prediction]);
    predictions.set(values[0], from * plan.outputs);
    yield;
  }
  return predictions;
}
