/** Shows a sweep that other workers may take part in: the whole as the store has it, and the trials that are trained here. */
import type { WorkerEvents } from "../queue/worker-events.ts";
import { nameBest } from "../runner/sweep-progress.ts";
import type { ExperimentSummary } from "../store/store.ts";
import { FINAL_STATUSES } from "../sweep/sweep-state.ts";
import type { ProgressDisplay } from "./progress-display.ts";
import { tellTrials } from "./tell-trials.ts";

export interface SharedSweepDisplay {
  onSummary(summary: ExperimentSummary): void;
  readonly events: Omit<WorkerEvents, "onTrouble" | "onRecovery">;
}

/** `now` in milliseconds. */
export function followSharedSweep(
  display: ProgressDisplay,
  first: ExperimentSummary,
  now: () => number,
): SharedSweepDisplay {
  let summary = first;
  const startMs = now();
  const endedOf = ({ counts }: ExperimentSummary): number =>
    FINAL_STATUSES.reduce((sum, status) => sum + counts[status], 0);
  const trials = tellTrials(display, () => ({ name: first.name, prefix: "", objective: first.objective }), tell);

  function tell(): void {
    const ended = endedOf(summary);
    const total = Math.max(summary.expectedTrials, ended);
    const done = ended + trials.done();
    const worked = done - endedOf(first);
    display.onOverall({
      phase: summary.name,
      share: total === 0 ? 1 : Math.min(done / total, 1),
      finished: ended,
      total,
      secondsLeft: worked > 0 ? (((now() - startMs) / 1000) * (total - done)) / worked : null,
      ...(summary.best !== null && { best: nameBest(summary.best) }),
    });
  }

  tell();
  return {
    onSummary(latest) {
      summary = latest;
      tell();
    },
    events: { ...trials, onExperiment() {} },
  };
}
