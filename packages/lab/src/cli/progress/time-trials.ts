/**
 * Times the trials trained here, for a display of work that others share: waiting trials are taken to be like these.
 */
import type { ExperimentSpec } from "study";
import type { TimeLeft } from "../../progress/time-left.ts";
import { measureTrial } from "../../progress/trial-work.ts";
import type { SweepEvents } from "../../runner/trial-events.ts";
import type { TrialRecord } from "../../store/store.ts";
import type { TrainingWork } from "../../training/estimate-training.ts";

type TrialEvents = Omit<SweepEvents, "onBegin">;

export interface TimedTrials {
  readonly events: TrialEvents;
  /** of all that began here; a worker may live for a million of them, so they are not kept */
  meanWork(): TrainingWork;
}

/** `specOf` gives null for a trial whose work cannot be told: it is not timed. */
export function timeTrials(
  timeLeft: TimeLeft,
  trials: TrialEvents,
  specOf: (trial: TrialRecord) => ExperimentSpec | null,
): TimedTrials {
  let begun = 0;
  const sum = { steps: 0, rowWeights: 0 };
  return {
    meanWork: () => ({ steps: sum.steps / Math.max(1, begun), rowWeights: sum.rowWeights / Math.max(1, begun) }),
    events: {
      onStart(thread, trial, resumed) {
        const spec = specOf(trial);
        if (spec !== null) {
          const work = measureTrial(spec, trial.parameters, trial.seed);
          begun++;
          sum.steps += work.steps;
          sum.rowWeights += work.rowWeights;
          timeLeft.begin(trial.id, thread, work, Math.min(trial.epochs / spec.training.epochs, 1));
        }
        trials.onStart(thread, trial, resumed);
      },
      onProgress(thread, trial, progress) {
        timeLeft.advance(trial.id, Math.min(progress.epoch / progress.epochs, 1));
        trials.onProgress(thread, trial, progress);
      },
      onEnd(thread, trial, outcome) {
        if (outcome === null || outcome.status === "paused") timeLeft.leave(trial.id);
        else timeLeft.end(trial.id, outcome.status === "failed");
        trials.onEnd(thread, trial, outcome);
      },
    },
  };
}
