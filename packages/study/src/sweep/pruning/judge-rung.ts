import type { ExperimentSpec } from "../../experiment/spec.ts";
import type { ConfigurationState } from "../group-trials.ts";
import { configurationLoss } from "../objective-loss.ts";

/**
 * The configurations that may go on, best first: by the mean over the repeats of the objective at the rung's epoch,
 * ties by number. A configuration with a failed or pruned repeat may not go on. A repeat that stopped early counts with
 * the figure it had.
 */
export function judgeRung(
  spec: ExperimentSpec,
  configurations: readonly ConfigurationState[],
  epoch: number,
): ConfigurationState[] {
  const judged = configurations
    .filter(({ trials }) => trials.every(({ status }) => status !== "failed" && status !== "pruned"))
    .map((configuration) => ({ configuration, loss: configurationLoss(spec.objective, configuration, epoch) }));
  // the sort is stable, so ties stay in the order of their number; losses may be infinite, so they are not subtracted
  judged.sort((a, b) => (a.loss === b.loss ? 0 : a.loss < b.loss ? -1 : 1));
  return judged.map(({ configuration }) => configuration);
}
