/**
 * Which of two configurations learns faster, when some runs end before they reach the threshold. All runs are compared
 * up to one horizon, the shortest run's epochs, so that a longer training does not look slower.
 */

import { mean } from "../summaries/mean.ts";
import { estimateMeanInterval } from "../summaries/mean-interval.ts";
import type { Goal } from "./goal.ts";
import { type ReachedEpochs, reachedEpochs, shortestCurve } from "./reached-epochs.ts";

export interface EpochsComparison {
  readonly first: ReachedEpochs;
  readonly second: ReachedEpochs;
  /**
   * first - second; null where neither run got there: such a pair tells nothing. Where one did, the least difference.
   */
  readonly differences: readonly (number | null)[];
  /** over the pairs that tell something; null when none does */
  readonly meanDifference: number | null;
  /** 95% t-interval of that mean */
  readonly interval: readonly [low: number, high: number];
}

/**
 * Run i of the first and run i of the second are a pair. Throws RangeError for no pair, and for a run without a
 * partner.
 */
export function compareEpochs(
  firstCurves: readonly ArrayLike<number>[],
  secondCurves: readonly ArrayLike<number>[],
  threshold: number,
  goal: Goal = "max",
): EpochsComparison {
  if (firstCurves.length !== secondCurves.length) {
    throw new RangeError(
      `Cannot pair runs: there are ${firstCurves.length} and ${secondCurves.length}; each needs its partner at ` +
        "the same seed",
    );
  }
  const horizon = shortestCurve([...firstCurves, ...secondCurves]);
  const first = reachedEpochs(firstCurves, threshold, horizon, goal);
  const second = reachedEpochs(secondCurves, threshold, horizon, goal);
  const differences = first.epochs.map((epochs, i) => {
    const other = second.epochs[i]!;
    return epochs === null && other === null ? null : (epochs ?? horizon + 1) - (other ?? horizon + 1);
  });
  const told = differences.filter((difference) => difference !== null);
  return {
    first,
    second,
    differences,
    meanDifference: told.length === 0 ? null : mean(told),
    interval: told.length === 0 ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] : estimateMeanInterval(told),
  };
}
