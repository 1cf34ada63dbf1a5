/** Shows a worker's trials on the display: a bar or lines for each; failures stay as lines. */
import { nameTrial } from "../runner/name-trial.ts";
import type { SweepEvents } from "../runner/sweep-events.ts";
import { progressOfKept } from "../runner/trial-figures.ts";
import type { TrialRecord } from "../store/store.ts";
import type { ProgressDisplay } from "./progress-display.ts";

export interface RunningTrials {
  /** how many trials are being trained here */
  count(): number;
  /** and how much of them is done, together: 0.5 for half of one */
  done(): number;
}

/** `nameExperiment` is put before a trial's name; `onChange` is called after each event. */
export function tellTrials(
  display: ProgressDisplay,
  nameExperiment: (id: number) => string,
  onChange: () => void,
): Omit<SweepEvents, "onBegin"> & RunningTrials {
  const shares = new Map<number, number>();
  const taskOf = (trial: TrialRecord) => ({
    kind: "train",
    id: `${nameExperiment(trial.experimentId)}${nameTrial(trial)}`,
  });
  return {
    count: () => shares.size,
    done: () => [...shares.values()].reduce((sum, share) => sum + share, 0),
    onStart(slot, trial, resumed) {
      shares.set(trial.id, 0);
      display.onStart(slot, taskOf(trial), resumed);
    },
    onProgress(slot, trial, progress) {
      shares.set(trial.id, Math.min(progress.epoch / progress.epochs, 1));
      display.onProgress(slot, taskOf(trial), progress);
      onChange();
    },
    onEnd(slot, trial, outcome) {
      shares.delete(trial.id);
      if (outcome === null || outcome.status === "paused") {
        display.onLeave(slot);
        return;
      }
      const kept = progressOfKept(outcome);
      if (kept !== null) display.onProgress(slot, taskOf(trial), kept);
      if (outcome.status === "failed") display.onLine(`${taskOf(trial).id} failed: ${outcome.diagnosis}`);
      display.onFinish(slot, taskOf(trial), null);
      onChange();
    },
  };
}
