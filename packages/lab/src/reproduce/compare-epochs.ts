/**
 * Which of two configurations learns faster, when some runs stop before they get there: their time is censored. All runs are
 * compared up to one horizon, the shortest run's epochs, so that a longer training is no longer delay. A run that is not there
 * by then counts as one epoch more, the least that it can need (the restricted time of P. Royston and M. Parmar 2013).
 */
import { mean } from "../statistics/mean.ts";
import { estimateMeanInterval } from "../statistics/mean-interval.ts";
import { epochsTo } from "./epochs-to.ts";
import { interval as formatInterval } from "./format-figures.ts";
import type { Interval, Verdict } from "./results.ts";
import { judgeAbove } from "./verdict.ts";

/** Epochs per run; null where it is not there at the horizon. */
export interface ReachedEpochs {
  readonly horizon: number;
  readonly epochs: readonly (number | null)[];
}

export interface EpochsComparison {
  readonly first: ReachedEpochs;
  readonly second: ReachedEpochs;
  /** first - second; null where neither is there: such a pair tells nothing. With one there, the least difference. */
  readonly differences: readonly (number | null)[];
  /** of the pairs that tell something; null when none does */
  readonly meanDifference: number | null;
  /** 95% t-interval of that mean */
  readonly interval: Interval;
}

/** First epoch at or above `accuracy`, of each curve (accuracy after each epoch), up to the horizon. */
export function reachedEpochs(
  curves: readonly (readonly number[])[],
  accuracy: number,
  horizon: number = shortest(curves),
): ReachedEpochs {
  return { horizon, epochs: curves.map((curve) => epochsTo(curve.slice(0, horizon), accuracy)) };
}

/** Run i of the first and of the second are a pair. */
export function compareEpochs(
  firstCurves: readonly (readonly number[])[],
  secondCurves: readonly (readonly number[])[],
  accuracy: number,
): EpochsComparison {
  const horizon = shortest([...firstCurves, ...secondCurves]);
  const first = reachedEpochs(firstCurves, accuracy, horizon);
  const second = reachedEpochs(secondCurves, accuracy, horizon);
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

/** Is the first slower? A pair that tells nothing leaves it open. */
export function judgeSlower({ differences, interval }: EpochsComparison): Verdict {
  return differences.includes(null) ? "inconclusive" : judgeAbove(interval, 0);
}

/** Mean epochs, a run that is not there counting as one more than the horizon. */
export function restrictedMean({ epochs, horizon }: ReachedEpochs): number {
  return mean(epochs.map((value) => value ?? horizon + 1));
}

/** "5.6"; "at least 26.2 (2 of 5 runs did not get there in 50 epochs)"; "more than 50 (5 of 5 ...)" */
export function describeReached(reached: ReachedEpochs): string {
  const { epochs, horizon } = reached;
  const missing = epochs.filter((value) => value === null).length;
  if (missing === 0) return restrictedMean(reached).toFixed(1);
  const least = missing === epochs.length ? `more than ${horizon}` : `at least ${restrictedMean(reached).toFixed(1)}`;
  return `${least} (${missing} of ${epochs.length} runs did not get there in ${horizon} epochs)`;
}

/** "4.7 [3.2, 6.1]", "at least 41.0 [...]"; what is unknown is said. */
export function describeDifference(comparison: EpochsComparison): string {
  const { differences, meanDifference, interval } = comparison;
  if (meanDifference === null) return "unknown: neither gets there in any pair";
  const silent = differences.filter((difference) => difference === null).length;
  const without = silent === 0 ? "" : `, without ${silent} of ${differences.length} pairs in which neither gets there`;
  const ends = Number.isFinite(interval[0]) ? formatInterval(interval, 1) : "[no interval from one pair]";
  return `${describeBound(comparison)}${meanDifference.toFixed(1)} ${ends}${without}`;
}

/** The second's missing runs make a difference smaller than it is counted, the first's larger. */
function describeBound({ first, second, differences }: EpochsComparison): string {
  const isMissing = ({ epochs }: ReachedEpochs) => epochs.some((value, i) => value === null && differences[i] !== null);
  const [firstIsMissing, secondIsMissing] = [isMissing(first), isMissing(second)];
  if (firstIsMissing && secondIsMissing) return `up to epoch ${first.horizon + 1} `;
  return firstIsMissing ? "at least " : secondIsMissing ? "at most " : "";
}

function shortest(curves: readonly (readonly number[])[]): number {
  return Math.min(...curves.map((curve) => curve.length));
}
