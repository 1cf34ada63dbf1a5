import { mean } from "./mean.ts";
import { estimateMeanInterval } from "./mean-interval.ts";
import { standardDeviation } from "./standard-deviation.ts";

/**
 * Mean, sample sd, and 95% t-interval of the mean; with one value the interval is [mean, mean], so that it stays
 * finite. Throws RangeError as `mean`.
 */
export function summarize(values: readonly number[]): {
  readonly mean: number;
  readonly sd: number;
  readonly interval: readonly [low: number, high: number];
  readonly count: number;
} {
  const centre = mean(values);
  return {
    mean: centre,
    sd: standardDeviation(values),
    interval: values.length === 1 ? [centre, centre] : estimateMeanInterval(values),
    count: values.length,
  };
}
