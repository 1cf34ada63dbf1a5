/**
 * How many epochs the repeats of one configuration take to a threshold, when some end before they get there: their time
 * is censored. A run that is not there by the horizon counts as one epoch more, the least that it can need: the
 * restricted time of P. Royston and M. Parmar, BMC Medical Research Methodology 13, 2013.
 */

import { mean } from "../summaries/mean.ts";
import { estimateMeanInterval } from "../summaries/mean-interval.ts";
import { median } from "../summaries/median.ts";
import { epochsTo } from "./epochs-to.ts";
import type { Goal } from "./goal.ts";

/** Epochs per run; null where it is not there at the horizon. */
export interface ReachedEpochs {
  readonly horizon: number;
  readonly epochs: readonly (number | null)[];
}

export interface ReachedSummary extends ReachedEpochs {
  /** runs that get there */
  readonly count: number;
  /** restricted mean: a lower bound of the mean where a run does not get there */
  readonly mean: number;
  /** 95% t-interval of it; null from one run */
  readonly interval: readonly [low: number, high: number] | null;
  /** null where it lies beyond the horizon */
  readonly median: number | null;
}

/**
 * First epoch of each curve (the figure after each epoch) that reaches `threshold`, up to the horizon; default: the
 * shortest curve's epochs. A curve that ends before the horizon counts as not there: right for a run that diverged,
 * while one that was pruned should be left out or bring the horizon down.
 */
export function reachedEpochs(
  curves: readonly ArrayLike<number>[],
  threshold: number,
  horizon: number = shortestCurve(curves),
  goal: Goal = "max",
): ReachedEpochs {
  const reached = curves.map((curve) => epochsTo(curve, threshold, goal));
  return { horizon, epochs: reached.map((epoch) => (epoch !== null && epoch <= horizon ? epoch : null)) };
}

/** Throws RangeError when there is no run. */
export function summarizeReached(reached: ReachedEpochs): ReachedSummary {
  const { epochs, horizon } = reached;
  if (epochs.length === 0) throw new RangeError("Cannot summarize epochs: there are 0 runs; it needs at least 1");
  const restricted = restrict(reached);
  const middle = median(restricted);
  return {
    ...reached,
    count: epochs.filter((epoch) => epoch !== null).length,
    mean: mean(restricted),
    interval: epochs.length === 1 ? null : estimateMeanInterval(restricted),
    median: middle > horizon ? null : middle,
  };
}

/** Mean epochs, a run that is not there counting as one more than the horizon. */
export function restrictedMean(reached: ReachedEpochs): number {
  return mean(restrict(reached));
}

/** "5.6"; "at least 26.2 (2 of 5 runs did not get there in 50 epochs)"; "more than 50 (5 of 5 ...)" */
export function describeReached(reached: ReachedEpochs): string {
  const { epochs, horizon } = reached;
  const missing = epochs.filter((value) => value === null).length;
  if (missing === 0) return restrictedMean(reached).toFixed(1);
  const least = missing === epochs.length ? `more than ${horizon}` : `at least ${restrictedMean(reached).toFixed(1)}`;
  return `${least} (${missing} of ${epochs.length} runs did not get there in ${horizon} epochs)`;
}

/** Throws RangeError when there is no run. */
export function shortestCurve(curves: readonly ArrayLike<number>[]): number {
  if (curves.length === 0) throw new RangeError("Cannot compare epochs: there are 0 runs; it needs at least 1");
  return Math.min(...curves.map((curve) => curve.length));
}

function restrict({ epochs, horizon }: ReachedEpochs): number[] {
  return epochs.map((value) => value ?? horizon + 1);
}
