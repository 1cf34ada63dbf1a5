/** How soon a configuration's finished trials reach the experiment's threshold. */
import { type ReachedSummary, reachedEpochs, summarizeReached } from "study/statistics";
import type { Configuration } from "./configuration.ts";
import type { DescribedExperiment } from "./describe-experiment.ts";

/**
 * In the objective's metric, up to its longest trial: one that early stopping ended sooner is not there. Null where no
 * finished trial has a curve of it.
 */
export function reachThreshold(
  { finished }: Configuration,
  { input, objective }: DescribedExperiment,
  threshold: number,
): ReachedSummary | null {
  const curves = finished.flatMap(({ id }) => {
    const curve = input.metrics.get(id)?.[objective.name];
    return curve === undefined || curve.length === 0 ? [] : [curve];
  });
  if (curves.length === 0) return null;
  const horizon = curves.reduce((most, { length }) => Math.max(most, length), 0);
  return summarizeReached(reachedEpochs(curves, threshold, horizon, objective.goal));
}
