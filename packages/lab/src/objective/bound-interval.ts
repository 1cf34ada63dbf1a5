import type { MetricName } from "./metric-names.ts";

/** A network's accuracies, as stores or as specs name them. What a module of one's own measures may go anywhere. */
const ACCURACY = /^(?:train|validation|test)(?:A|-a)ccuracy$/;

/** From 0 to 1, without doubt. */
export function isAccuracy(metric: MetricName): boolean {
  return ACCURACY.test(metric);
}

/**
 * A 95% interval of a mean as it is shown: that of an accuracy is cut at 0 and 1. Student's t knows no bounds; no mean
 * lies beyond these, so that what is left holds it as often as the whole. Documents of `--json` and results.json have
 * the interval as it was computed.
 */
export function boundInterval(metric: MetricName, interval: readonly [number, number]): readonly [number, number] {
  const [low, high] = interval;
  return isAccuracy(metric) ? [Math.max(0, low), Math.min(1, high)] : interval;
}
