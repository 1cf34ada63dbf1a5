/** How far a sweep is, how long the rest will take and what was best so far. Pure: time comes from outside. */
import { isOfAnother } from "../report/experiment/objective-network.ts";
import type { OverallState } from "../run/plan-progress.ts";
import type { ExperimentSummary } from "../store/store.ts";
import { FINAL_STATUSES } from "../sweep/sweep-state.ts";
import type { JudgedFigure } from "./trial-figures.ts";

export interface SweepProgress {
  /** `share` 0 .. 1 of its epochs, ended early or not */
  advance(trial: number, share: number): void;
  /** it has ended, and will not go on */
  end(trial: number, figure: JudgedFigure): void;
  /** paused, stopped or lost: what is left of it is still to do */
  leave(trial: number): void;
  state(): OverallState;
}

/** `now` in milliseconds, monotonic. */
export function createSweepProgress(summary: ExperimentSummary, now: () => number): SweepProgress {
  const { counts, expectedTrials: total, objective, name } = summary;
  const startMs = now();
  const endedBefore = FINAL_STATUSES.reduce((sum, status) => sum + counts[status], 0);
  let ended = endedBefore;
  let best = summary.best;
  /** shares of the trials that run, and where they stood when they were first heard of */
  const running = new Map<number, { readonly from: number; share: number }>();
  let worked = 0;
  const workedOf = ({ from, share }: { readonly from: number; readonly share: number }): number => share - from;
  const isBetter = (value: number): boolean =>
    best === null || (objective.goal === "min" ? value < best.objective : value > best.objective);
  const settle = (trial: number): void => {
    const state = running.get(trial);
    if (state !== undefined) worked += workedOf(state);
    running.delete(trial);
  };
  return {
    advance(trial, share) {
      const state = running.get(trial);
      if (state === undefined) running.set(trial, { from: share, share });
      else state.share = share;
    },
    end(trial, { objective: value, objectiveEpoch, keptEpoch }) {
      settle(trial);
      ended++;
      if (value !== null && isBetter(value)) best = { objective: value, trial, objectiveEpoch, keptEpoch };
    },
    leave: settle,
    state() {
      const shares = [...running.values()];
      const done = Math.min(total, ended + shares.reduce((sum, { share }) => sum + share, 0));
      const workedSoFar = worked + shares.reduce((sum, state) => sum + workedOf(state), 0);
      const seconds = (now() - startMs) / 1000;
      return {
        phase: name,
        share: total === 0 ? 1 : done / total,
        finished: ended,
        total: Math.max(total, ended),
        secondsLeft: workedSoFar > 0 ? ((total - done) * seconds) / workedSoFar : null,
        ...(best !== null && { best: nameBest(best) }),
      };
    },
  };
}

/** `best 0.6375 (#3)` */
export function nameBest(best: NonNullable<ExperimentSummary["best"]>): string {
  return `best ${best.objective.toPrecision(4)} (#${best.trial}${isOfAnother(best) ? ", not kept" : ""})`;
}
