/** Shows a worker's trials on the display: a bar or lines for each; failures stay as lines. */
import { nameTrial } from "../../runner/name-trial.ts";
import type { SweepEvents } from "../../runner/trial-events.ts";
import { progressOfKept } from "../../runner/trial-figures.ts";
import type { TrialRecord } from "../../store/store.ts";
import type { ProgressDisplay, ShownFigure } from "./progress-display.ts";

export interface RunningTrials {
  /** how many trials are being trained here */
  count(): number;
  /** and how much of them is done, together: 0.5 for half of one */
  done(): number;
}

/** What a trial's line says of its experiment. */
export interface ToldExperiment {
  readonly name: string;
  /** put before a trial's name */
  readonly prefix: string;
  readonly objective?: ShownFigure;
}

/** `onChange` is called after each event. */
export function tellTrials(
  display: ProgressDisplay,
  about: (experimentId: number) => ToldExperiment,
  onChange: () => void,
): Omit<SweepEvents, "onBegin"> & RunningTrials {
  const shares = new Map<number, number>();
  const taskOf = (trial: TrialRecord) => ({
    kind: "train",
    id: `${about(trial.experimentId).prefix}${nameTrial(trial)}`,
  });
  return {
    count: () => shares.size,
    done: () => [...shares.values()].reduce((sum, share) => sum + share, 0),
    onStart(thread, trial, resumed) {
      shares.set(trial.id, 0);
      display.onStart(thread, taskOf(trial), resumed, about(trial.experimentId).objective);
    },
    onProgress(thread, trial, progress) {
      shares.set(trial.id, Math.min(progress.epoch / progress.epochs, 1));
      display.onProgress(thread, taskOf(trial), progress);
      onChange();
    },
    onEnd(thread, trial, outcome) {
      shares.delete(trial.id);
      if (outcome === null || outcome.status === "paused") {
        display.onLeave(thread);
        return;
      }
      const kept = progressOfKept(outcome);
      if (kept !== null) display.onProgress(thread, taskOf(trial), kept);
      if (outcome.status === "failed") {
        const more = `runs show ${about(trial.experimentId).name}/${trial.number}`;
        const configuration = `${trial.experimentId}/${trial.configuration}`;
        display.onFail(thread, taskOf(trial), outcome.diagnosis ?? "for an unknown reason", more, configuration);
      } else display.onFinish(thread, taskOf(trial), null);
      onChange();
    },
  };
}
