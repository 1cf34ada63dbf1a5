/** Which epoch a finished training's weights are of: its last, or the best where early stopping has put those back. Pure. */
import type { EarlyStoppingSpec } from "../experiment/spec.ts";
import type { Metrics } from "../store/store.ts";
import { metricName } from "./trial-figures.ts";

/** 1, 2, ...; `epochs` whole ones were trained. As the library's early stopping decides, from the same figures. */
export function keptEpoch(metrics: Metrics, epochs: number, stopping: EarlyStoppingSpec | null): number {
  if (stopping === null || !stopping.restoreBest) return epochs;
  const { metric, minDelta, patience } = stopping;
  const sign = metric.endsWith("loss") ? 1 : -1;
  let best = Number.POSITIVE_INFINITY;
  let bestEpoch = 0;
  Array.from(metrics[metricName(metric)] ?? []).forEach((value, i) => {
    if (!(sign * value < best - minDelta)) return;
    best = sign * value;
    bestEpoch = i + 1;
  });
  // one that came to its last epoch before its patience ended keeps the weights it has
  return bestEpoch > 0 && epochs - bestEpoch >= patience ? bestEpoch : epochs;
}
