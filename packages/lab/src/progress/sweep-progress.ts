/** A sweep's progress, how long the rest will take, and the best so far. Pure: time comes from outside. */
import { type ExperimentSpec, FINAL_STATUSES } from "study";
import { isOfAnother } from "../objective/objective-network.ts";
import type { JudgedFigure } from "../runner/trial-figures.ts";
import type { ExperimentSummary, TrialRecord } from "../store/store.ts";
import type { TrainingWork } from "../training/estimate-training.ts";
import { expectedShare } from "./expected-share.ts";
import type { OverallState } from "./plan-progress.ts";
import { createSteadyEnd } from "./steady-end.ts";
import { createTimeLeft } from "./time-left.ts";
import { meanWork, measureTrial } from "./trial-work.ts";

type Described = Pick<TrialRecord, "number" | "parameters" | "seed" | "epochs">;

export interface SweepProgress {
  /** the trials that were there at the beginning and have not ended */
  plan(open: readonly Described[]): void;
  begin(trial: Described, thread: number): void;
  /** `share` 0 .. 1 of its epochs, ended early or not */
  advance(trial: number, share: number): void;
  /** it has ended for good */
  end(trial: number, figure: JudgedFigure, failed: boolean): void;
  /** paused, stopped or lost: the rest of it is still to be trained */
  leave(trial: number): void;
  /** the store's counts: some trials end through the results of others */
  recount(counts: ExperimentSummary["counts"]): void;
  state(): OverallState;
}

export interface SweepProgressOptions {
  readonly summary: ExperimentSummary;
  readonly spec: ExperimentSpec;
  readonly workers: number;
  /** milliseconds, monotonic */
  now(): number;
}

/** with so many trials of one size, the others are assumed to take as long */
const MOST_PLACED = 5_000;

export function createSweepProgress({ summary, spec, workers, now }: SweepProgressOptions): SweepProgress {
  const { expectedTrials: total, objective, name } = summary;
  const timeLeft = createTimeLeft(now);
  const steady = createSteadyEnd(now);
  const meanShare = expectedShare(spec);
  let { ended, failed } = countEnded(summary.counts);
  let best = summary.best;
  const running = new Map<number, { share: number }>();
  /** the work of every known trial; others are assumed to be like them */
  const works = new Map<number, TrainingWork>();
  const waiting = new Set<number>();
  /** shares of trials that are no longer running; paused ones with what they have trained */
  const gone = new Map<number, number>();
  const isBetter = (value: number): boolean =>
    best === null || (objective.goal === "min" ? value < best.objective : value > best.objective);
  const shareOf = ({ epochs }: Described): number => Math.min(epochs / spec.training.epochs, 1);
  const learn = (trial: Described): TrainingWork => {
    const work = works.get(trial.number) ?? measureTrial(spec, trial.parameters, trial.seed);
    works.set(trial.number, work);
    return work;
  };
  const settle = (trial: number): void => {
    gone.set(trial, running.get(trial)?.share ?? gone.get(trial) ?? 0);
    running.delete(trial);
  };
  const doneShares = (): number =>
    [...running.values()].reduce((sum, { share }) => sum + share, 0) +
    (meanShare === null ? ended : [...gone.values()].reduce((sum, share) => sum + share, 0));
  const secondsLeft = (): number | null => {
    const mean = meanWork([...works.values()]);
    if (meanShare !== null) {
      const seconds = timeLeft.secondsOf(mean);
      return seconds === null ? null : (Math.max(0, total * meanShare - doneShares()) * seconds) / workers;
    }
    const unknown = Math.max(0, total - ended - running.size - waiting.size);
    const placed = Math.min(unknown, MOST_PLACED);
    const known = [...waiting].map((number) => works.get(number)!);
    const seconds = timeLeft.secondsLeft([...known, ...new Array<TrainingWork>(placed).fill(mean)], workers);
    if (seconds === null || placed === unknown) return seconds;
    return (seconds * (known.length + unknown)) / (known.length + placed);
  };
  return {
    plan(open) {
      for (const trial of open) {
        learn(trial);
        waiting.add(trial.number);
        if (trial.epochs > 0) gone.set(trial.number, shareOf(trial));
      }
    },
    begin(trial, thread) {
      const work = learn(trial);
      waiting.delete(trial.number);
      gone.delete(trial.number);
      running.set(trial.number, { share: shareOf(trial) });
      timeLeft.begin(trial.number, thread, work, shareOf(trial));
    },
    advance(trial, share) {
      const state = running.get(trial);
      if (state !== undefined) state.share = Math.max(state.share, share);
      timeLeft.advance(trial, share);
    },
    end(trial, { objective: value, objectiveEpoch, keptEpoch }, hasFailed) {
      settle(trial);
      timeLeft.end(trial, hasFailed);
      ended++;
      if (hasFailed) failed++;
      if (value !== null && isBetter(value)) best = { objective: value, trial, objectiveEpoch, keptEpoch };
    },
    leave(trial) {
      settle(trial);
      timeLeft.leave(trial);
    },
    recount(counts) {
      ({ ended, failed } = countEnded(counts));
    },
    state() {
      const all = total * (meanShare ?? 1);
      return {
        phase: name,
        share: all === 0 || ended >= total ? 1 : Math.min(1, doneShares() / all),
        finished: ended,
        failed,
        total: Math.max(total, ended),
        secondsLeft: ended >= total ? 0 : steady.next(secondsLeft),
        ...(best !== null && { best: nameBest(best) }),
      };
    },
  };
}

/** `best 0.6375 (#3)` */
export function nameBest(best: NonNullable<ExperimentSummary["best"]>): string {
  return `best ${best.objective.toPrecision(4)} (#${best.trial}${isOfAnother(best) ? ", not kept" : ""})`;
}

function countEnded(counts: ExperimentSummary["counts"]): { ended: number; failed: number } {
  return { ended: FINAL_STATUSES.reduce((sum, status) => sum + counts[status], 0), failed: counts.failed };
}
