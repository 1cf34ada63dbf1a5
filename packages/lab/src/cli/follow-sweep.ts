/** Shows a sweep on the display: a bar per running trial, the whole with the best so far; failures stay as lines. */
import { nameTrial } from "../runner/name-trial.ts";
import type { SweepEvents } from "../runner/sweep-events.ts";
import { createSweepProgress, type SweepProgress } from "../runner/sweep-progress.ts";
import { progressOfKept } from "../runner/trial-figures.ts";
import type { TrialRecord } from "../store/store.ts";
import type { ProgressDisplay } from "./progress-display.ts";

export function followSweep(display: ProgressDisplay, now: () => number): SweepEvents {
  let progress: SweepProgress | null = null;
  const taskOf = (trial: TrialRecord) => ({ kind: "train", id: nameTrial(trial) });
  const tell = (): void => {
    if (progress !== null) display.onOverall(progress.state());
  };
  return {
    onBegin(summary) {
      progress = createSweepProgress(summary, now);
      tell();
    },
    onStart: (slot, trial, resumed) => display.onStart(slot, taskOf(trial), resumed),
    onProgress(slot, trial, state) {
      progress?.advance(trial.number, Math.min(state.epoch / state.epochs, 1));
      display.onProgress(slot, taskOf(trial), state);
      tell();
    },
    onEnd(slot, trial, outcome) {
      if (outcome === null || outcome.status === "paused") {
        progress?.leave(trial.number);
        display.onLeave(slot);
        return;
      }
      progress?.end(trial.number, outcome);
      const kept = progressOfKept(outcome);
      if (kept !== null) display.onProgress(slot, taskOf(trial), kept);
      if (outcome.status === "failed") {
        display.onLine(`${nameTrial(trial)} failed: ${outcome.diagnosis}`);
        display.onLeave(slot);
      } else display.onFinish(slot, taskOf(trial), null);
      tell();
    },
  };
}
