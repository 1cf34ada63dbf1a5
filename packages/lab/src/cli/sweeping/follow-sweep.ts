/** Shows a sweep on the display: a bar per running trial, the whole with the best so far; failures stay as lines. */
import type { ExperimentSpec } from "study";
import { createSweepProgress, type SweepProgress } from "../../progress/sweep-progress.ts";
import { nameTrial } from "../../runner/name-trial.ts";
import type { SweepEvents } from "../../runner/trial-events.ts";
import { progressOfKept } from "../../runner/trial-figures.ts";
import type { TrialRecord } from "../../store/store.ts";
import type { ProgressDisplay, ShownFigure } from "../progress/progress-display.ts";

export interface FollowSweepOptions {
  readonly display: ProgressDisplay;
  readonly spec: ExperimentSpec;
  readonly workers: number;
  /** milliseconds, monotonic */
  now(): number;
}

export function followSweep({ display, spec, workers, now }: FollowSweepOptions): SweepEvents {
  let progress: SweepProgress | null = null;
  let shown: ShownFigure | undefined;
  const taskOf = (trial: TrialRecord) => ({ kind: "train", id: nameTrial(trial) });
  const tell = (): void => {
    if (progress !== null) display.onOverall(progress.state());
  };
  return {
    onBegin(summary) {
      progress = createSweepProgress({ summary, spec, workers, now });
      shown = summary.objective;
      tell();
    },
    onPlan: (open) => progress?.plan(open),
    onSummary({ counts }) {
      progress?.recount(counts);
      tell();
    },
    onStart(thread, trial, resumed) {
      progress?.begin(trial, thread);
      display.onStart(thread, taskOf(trial), resumed, shown);
    },
    onProgress(thread, trial, state) {
      progress?.advance(trial.number, Math.min(state.epoch / state.epochs, 1));
      display.onProgress(thread, taskOf(trial), state);
      tell();
    },
    onEnd(thread, trial, outcome) {
      if (outcome === null || outcome.status === "paused") {
        progress?.leave(trial.number);
        display.onLeave(thread);
        return;
      }
      const hasFailed = outcome.status === "failed";
      progress?.end(trial.number, outcome, hasFailed);
      const kept = progressOfKept(outcome);
      if (kept !== null) display.onProgress(thread, taskOf(trial), kept);
      if (hasFailed) {
        const diagnosis = outcome.diagnosis ?? "for an unknown reason";
        const more = `runs show ${spec.name}/${trial.number}`;
        display.onFail(thread, taskOf(trial), diagnosis, more, String(trial.configuration));
      } else display.onFinish(thread, taskOf(trial), null);
      tell();
    },
  };
}
