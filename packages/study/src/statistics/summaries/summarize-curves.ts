/** The repeats of one configuration as one curve with a band. */

import { studentTQuantile } from "../distributions/student-t.ts";
import { mean } from "./mean.ts";
import { LEVEL } from "./mean-interval.ts";
import { standardDeviation } from "./standard-deviation.ts";

/** By epoch - 1. Null where too few runs have a finite figure: none for the mean, one for the interval. */
export interface CurveSummary {
  readonly mean: readonly (number | null)[];
  /** ends of the 95% t-interval of the mean */
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
  readonly min: readonly (number | null)[];
  readonly max: readonly (number | null)[];
  /** runs with a finite figure there */
  readonly count: readonly number[];
}

/**
 * Summarizes runs[run][epoch - 1]. Runs may end early: an epoch is computed over the runs that have a finite figure
 * there, and `count` says how many. Where the count falls, the mean is over other runs than before and may jump.
 */
export function summarizeCurves(runs: readonly ArrayLike<number>[]): CurveSummary {
  const epochs = Math.max(0, ...runs.map((run) => run.length));
  // a quantile takes some 50 microseconds, and nearly all epochs have equally many runs
  const factors = new Map<number, number>();
  const factorOf = (count: number): number => {
    const factor = factors.get(count) ?? studentTQuantile((1 + LEVEL) / 2, count - 1) / Math.sqrt(count);
    factors.set(count, factor);
    return factor;
  };
  const rows = Array.from({ length: epochs }, (_, epoch) => summarizeEpoch(runs, epoch, factorOf));
  return {
    mean: rows.map((row) => row.mean),
    low: rows.map(({ mean, half }) => (mean === null || half === null ? null : mean - half)),
    high: rows.map(({ mean, half }) => (mean === null || half === null ? null : mean + half)),
    min: rows.map((row) => row.min),
    max: rows.map((row) => row.max),
    count: rows.map((row) => row.count),
  };
}

function summarizeEpoch(
  runs: readonly ArrayLike<number>[],
  epoch: number,
  factorOf: (count: number) => number,
): { mean: number | null; half: number | null; min: number | null; max: number | null; count: number } {
  const values: number[] = [];
  for (const run of runs) {
    const value = run[epoch];
    if (value !== undefined && Number.isFinite(value)) values.push(value);
  }
  const count = values.length;
  if (count === 0) return { mean: null, half: null, min: null, max: null, count };
  const half = count === 1 ? null : factorOf(count) * standardDeviation(values);
  return { mean: mean(values), half, min: Math.min(...values), max: Math.max(...values), count };
}
