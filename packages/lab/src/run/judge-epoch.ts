/** Whether a training is ended for being worse than others were at its epoch. Pure. */
import type { TurnLimits } from "./task.ts";
import type { TrainEpoch } from "./train-task.ts";

type Metric = NonNullable<TurnLimits["pruning"]>["metric"];

/** A metric's figure after an epoch; NaN where it was not measured. */
export function readMetric(epoch: TrainEpoch, metric: Metric): number {
  const split = metric.startsWith("train") ? epoch.train : epoch.validation;
  return (metric.endsWith("loss") ? split?.loss : split?.accuracy) ?? Number.NaN;
}

/** The reason in one line when the last of `epochs` is one at which it ends, else null. */
export function judgeEpoch(epochs: readonly TrainEpoch[], pruning: TurnLimits["pruning"]): string | null {
  const threshold = pruning?.thresholds[epochs.length - 1] ?? null;
  if (pruning === null || threshold === null) return null;
  const { metric } = pruning;
  const values = epochs.map((epoch) => readMetric(epoch, metric)).filter((value) => !Number.isNaN(value));
  const isLoss = metric.endsWith("loss");
  const best = isLoss ? Math.min(...values) : Math.max(...values);
  if (isLoss ? best <= threshold : best >= threshold) return null;
  return `pruned after epoch ${epochs.length}: its best ${metric} so far is ${best.toPrecision(6)}, the median of earlier trials there ${threshold.toPrecision(6)}`;
}
