import { studentTQuantile } from "../distributions/student-t.ts";
import { mean } from "./mean.ts";
import { standardDeviation } from "./standard-deviation.ts";

export const LEVEL = 0.95;

/**
 * Two-sided t-interval of the mean at a level (Student 1908): mean -+ t sd / sqrt(n), n - 1 degrees of freedom. One
 * value has no spread to judge by: [-Infinity, Infinity], so that nothing follows from it. Throws RangeError for no
 * values and for one that is not finite.
 *
 * @param level default `LEVEL`, 95%
 */
export function estimateMeanInterval(
  values: readonly number[],
  level: number = LEVEL,
): readonly [low: number, high: number] {
  if (values.length === 0) throw new RangeError("Cannot estimate an interval: there are 0 values; it needs at least 1");
  const centre = mean(values);
  if (values.length === 1) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const t = studentTQuantile((1 + level) / 2, values.length - 1);
  const half = (t / Math.sqrt(values.length)) * standardDeviation(values);
  return [centre - half, centre + half];
}
