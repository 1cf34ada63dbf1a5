/** How many trials an experiment has before it, and what has become of those that were begun. */
import type { ExperimentPageInput } from "./experiment-page-input.ts";

/**
 * Those that wait, run or pause, and those that a search has not drawn yet; nothing more is drawn once it is cancelled.
 */
export function countStillToCome({ summary }: Pick<ExperimentPageInput, "summary">): number {
  const { counts, cancelled, expectedTrials } = summary;
  const open = counts.ready + counts.running + counts.paused;
  const ended = counts.finished + counts.failed + counts.pruned + counts.cancelled;
  return cancelled ? open : Math.max(open, expectedTrials - ended);
}

/** Nobody works on it, whatever the store says of its trials: a process that is killed writes nothing more. */
export function isLeft({ life }: Pick<ExperimentPageInput, "life">): boolean {
  return life?.kind === "killed" || life?.kind === "idle";
}
