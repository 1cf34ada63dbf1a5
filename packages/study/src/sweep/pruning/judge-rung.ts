import type { ExperimentSpec } from "../../experiment/spec.ts";
import type { ConfigurationState } from "../group-trials.ts";
import { configurationLoss } from "../objective-loss.ts";

/**
 * Those of the configurations that may go on, best first: by the mean over the repeats of the objective at the rung's
 * epoch, then by number. One with a failed repeat does not, for nothing is worse; nor one that was pruned. A repeat
 * that has stopped early counts with what it had.
 */
export function judgeRung(
  spec: ExperimentSpec,
  configurations: readonly ConfigurationState[],
  epoch: number,
): ConfigurationState[] {
  const judged = configurations
    .filter(({ trials }) => trials.every(({ status }) => status !== "failed" && status !== "pruned"))
    .map((configuration) => ({ configuration, loss: configurationLoss(spec.objective, configuration, epoch) }));
  // sorting is stable and configurations come by number; losses may be infinite, so nothing is subtracted
  judged.sort((a, b) => (a.loss === b.loss ? 0 : a.loss < b.loss ? -1 : 1));
  return judged.map(({ configuration }) => configuration);
}
