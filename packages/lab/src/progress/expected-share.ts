/** The mean share of their epochs that trials train, as far as the kind of sweep determines it beforehand. */
import { type ExperimentSpec, rungEpochs } from "study";

/** In halving, one in `factor` goes on from each rung. Null if only the trials can show it. */
export function expectedShare(spec: ExperimentSpec): number | null {
  const { pruning, training } = spec;
  if (pruning.kind !== "successive-halving") return null;
  const ends = [...rungEpochs(spec, pruning), training.epochs];
  const epochs = ends.reduce((sum, end, i) => sum + (end - (ends[i - 1] ?? 0)) / pruning.factor ** i, 0);
  return epochs / training.epochs;
}
