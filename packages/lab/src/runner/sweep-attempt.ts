/** What an attempt at a sweep's trial trains, and how far: for a sweep in this process as for the queue. */
import { buildTask, type ExperimentSpec, goalOf } from "study";
import type { TakenTrial } from "../store/store.ts";
import type { ThreadSetup } from "../training/thread-messages.ts";
import type { TrialAttempt } from "./trial-source.ts";

/** `setup`: null where the threads hold it from the start */
export function sweepAttempt(taken: TakenTrial, spec: ExperimentSpec, setup: ThreadSetup | null): TrialAttempt {
  const { number, parameters, seed, untilEpoch, thresholds } = taken.trial;
  const { metric } = spec.objective;
  const goal = goalOf(spec.objective);
  return {
    ...taken,
    describeTask: () => buildTask(spec, parameters, seed, `${spec.name}/${number}`),
    objective: spec.objective,
    limits: { untilEpoch, checkpointEveryMs: 0, pruning: thresholds === null ? null : { metric, goal, thresholds } },
    setup,
    forks: [],
    onFork() {},
  };
}
