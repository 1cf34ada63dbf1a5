/** How much of their epochs trials train on average, as far as the kind of the sweep says it beforehand. */
import { type ExperimentSpec, rungEpochs } from "study";

/** Of halving one in `factor` goes on from each rung; null where only the trials show it. */
export function expectedShare(spec: ExperimentSpec): number | null {
  const { pruning, training } = spec;
  if (pruning.kind !== "successive-halving") return null;
  const ends = [...rungEpochs(spec, pruning), training.epochs];
  const epochs = ends.reduce((sum, end, i) => sum + (end - (ends[i - 1] ?? 0)) / pruning.factor ** i, 0);
  return epochs / training.epochs;
}
