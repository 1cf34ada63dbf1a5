/** What pairs of times show: the ratio, its interval, and whether a limit is met. */
import { estimateMeanInterval } from "study/statistics";
import { median } from "../statistics.ts";

/** Seconds of one unit, measured one right after the other. */
export interface Pair {
  readonly before: number;
  readonly after: number;
}

export interface PairedRatio {
  readonly before: { readonly median: number };
  readonly after: { readonly median: number };
  /** median after : median before */
  readonly ofMedians: number;
  /** after : before, the geometric mean over the pairs */
  readonly mean: number;
  /** 95% of that mean; null for one pair, which has no spread */
  readonly interval: readonly [low: number, high: number] | null;
}

/**
 * The interval is Student's, of the logarithms of the pairs' ratios, taken back: Bland and Altman 1996, "The use of
 * transformation when comparing two means", BMJ 312:1153. Times are skewed and what disturbs them multiplies; what
 * disturbs both of a pair cancels.
 */
export function comparePairs(pairs: readonly Pair[]): PairedRatio {
  const before = median(pairs.map((pair) => pair.before));
  const after = median(pairs.map((pair) => pair.after));
  const logs = pairs.map((pair) => Math.log(pair.after / pair.before));
  const [low, high] = estimateMeanInterval(logs);
  return {
    before: { median: before },
    after: { median: after },
    ofMedians: after / before,
    mean: Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length),
    interval: pairs.length === 1 ? null : [Math.exp(low), Math.exp(high)],
  };
}

export interface RatioLimit {
  /** the low end of the interval must be at most this */
  readonly lowAtMost: number;
  /** null: of one pair nothing is judged */
  readonly passed: boolean | null;
}

/** On a machine with two cores, two threads compete with everything else that runs there. */
const LOW_AT_MOST: Readonly<Record<string, number>> = { A: 1.1 };
const LOW_AT_MOST_ELSE = 1.03;

export function judgeRatio(id: string, { interval }: Pick<PairedRatio, "interval">): RatioLimit {
  const lowAtMost = LOW_AT_MOST[id] ?? LOW_AT_MOST_ELSE;
  return { lowAtMost, passed: interval === null ? null : interval[0] <= lowAtMost };
}
