/**
 * How many epochs the repeats of a configuration take to reach a threshold, when some end before they do: their times
 * are censored. A run that has not reached it by the horizon counts as horizon + 1, the least it can need: the
 * restricted time of P. Royston and M. Parmar, BMC Medical Research Methodology 13, 2013.
 */

import { mean } from "../summaries/mean.ts";
import { estimateMeanInterval } from "../summaries/mean-interval.ts";
import { median } from "../summaries/median.ts";
import { epochsTo } from "./epochs-to.ts";
import type { Goal } from "./goal.ts";

/** Epochs per run; null where it had not reached the threshold by the horizon. */
export interface ReachedEpochs {
  readonly horizon: number;
  readonly epochs: readonly (number | null)[];
}

export interface ReachedSummary extends ReachedEpochs {
  /** runs that reached it */
  readonly count: number;
  /** restricted mean: a lower bound of the mean when some run did not reach it */
  readonly mean: number;
  /** 95% t-interval of that mean; null for one run */
  readonly interval: readonly [low: number, high: number] | null;
  /** null where it lies beyond the horizon */
  readonly median: number | null;
}

/**
 * The first epoch of each curve (the figure after each epoch) that reaches `threshold`, up to the horizon; default: the
 * shortest curve's epochs. A curve that ends before the horizon counts as not reaching it. That is right for a run that
 * diverged; leave out one that was pruned, or lower the horizon to its length.
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

/** Mean epochs; a run that did not reach the threshold counts as horizon + 1. */
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
