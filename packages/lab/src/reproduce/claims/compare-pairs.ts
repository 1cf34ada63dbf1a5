/** Two configurations at the same seeds. */
import { estimateMeanInterval, mean, subtractPairs } from "study/statistics";
import type { Interval } from "../results.ts";

export interface PairedComparison {
  readonly differences: readonly number[];
  readonly firstMean: number;
  readonly secondMean: number;
  readonly meanDifference: number;
  /** 95% t-interval of the mean difference, first - second */
  readonly interval: Interval;
}

export function comparePairs(first: readonly number[], second: readonly number[]): PairedComparison {
  const differences = subtractPairs(first, second);
  return {
    differences,
    firstMean: mean(first),
    secondMean: mean(second),
    meanDifference: mean(differences),
    interval: estimateMeanInterval(differences),
  };
}
