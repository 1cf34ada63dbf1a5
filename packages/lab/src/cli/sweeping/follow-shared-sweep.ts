/**
 * Shows a sweep that other workers may share: the whole as the store has it, and the trials trained here.
 */
import { type ExperimentSpec, FINAL_STATUSES } from "study";
import { expectedShare } from "../../progress/expected-share.ts";
import { createSteadyEnd } from "../../progress/steady-end.ts";
import { nameBest } from "../../progress/sweep-progress.ts";
import { createTimeLeft } from "../../progress/time-left.ts";
import type { WorkerEvents } from "../../queue/worker-events.ts";
import type { ExperimentSummary } from "../../store/store.ts";
import type { TrainingWork } from "../../training/estimate-training.ts";
import type { ProgressDisplay } from "../progress/progress-display.ts";
import { tellTrials } from "../progress/tell-trials.ts";
import { timeTrials } from "../progress/time-trials.ts";

export interface SharedSweepDisplay {
  onSummary(summary: ExperimentSummary): void;
  readonly events: Omit<WorkerEvents, "onTrouble" | "onRecovery">;
}

export interface SharedSweepOptions {
  readonly display: ProgressDisplay;
  readonly first: ExperimentSummary;
  readonly spec: ExperimentSpec;
  /** milliseconds, monotonic */
  now(): number;
}

export function followSharedSweep({ display, first, spec, now }: SharedSweepOptions): SharedSweepDisplay {
  let summary = first;
  const timeLeft = createTimeLeft(now);
  const steady = createSteadyEnd(now);
  const endedOf = ({ counts }: ExperimentSummary): number =>
    FINAL_STATUSES.reduce((sum, status) => sum + counts[status], 0);
  const trials = tellTrials(display, () => ({ name: first.name, prefix: "", objective: first.objective }), tell);
  const timed = timeTrials(timeLeft, trials, () => spec);

  /** Other workers are thought to be as quick as this one, and in the middle of their trials. */
  function secondsLeft(open: number): number | null {
    const mean = timed.meanWork();
    const own = trials.count();
    const others = Math.max(0, Math.min(open - own, summary.counts.running - own));
    const waiting = Math.max(0, Math.round((open - own - others) * (expectedShare(spec) ?? 1)));
    const half = { steps: mean.steps / 2, rowWeights: mean.rowWeights / 2 };
    const list = [...new Array<TrainingWork>(others).fill(half), ...new Array<TrainingWork>(waiting).fill(mean)];
    return timeLeft.secondsLeft(list, Math.max(1, own) + others);
  }

  function tell(): void {
    const ended = endedOf(summary);
    const total = Math.max(summary.expectedTrials, ended);
    const done = ended + trials.done();
    display.onOverall({
      phase: summary.name,
      share: total === 0 ? 1 : Math.min(done / total, 1),
      finished: ended,
      failed: summary.counts.failed,
      total,
      secondsLeft: steady.next(() => secondsLeft(total - ended)),
      ...(summary.best !== null && { best: nameBest(summary.best) }),
    });
  }

  tell();
  return {
    onSummary(latest) {
      summary = latest;
      tell();
    },
    events: { ...timed.events, onExperiment() {} },
  };
}
