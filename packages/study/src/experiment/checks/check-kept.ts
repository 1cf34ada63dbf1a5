/** Whether the networks that are kept are those that are judged, in all trials or in none. */
import { ExperimentError } from "../experiment-error.ts";
import type { ObjectiveSpec } from "../spec.ts";

/**
 * `putBack`: of each trial that was tried, whether it puts the best epoch's weights back. With `last` every figure is
 * of the network that is kept. Throws ExperimentError.
 */
export function checkKept({ at }: ObjectiveSpec, putBack: ReadonlySet<boolean>): void {
  if (at !== "best" || putBack.size < 2) return;
  throw new ExperimentError(
    ["objective", "at"],
    "cannot be best: some trials put the best epoch's weights back (training.earlyStopping.restoreBest) and " +
      "others keep the last epoch's, so figures of networks that are not kept would be ranked with others; use at: " +
      "last, or restoreBest: true in all trials",
  );
}
