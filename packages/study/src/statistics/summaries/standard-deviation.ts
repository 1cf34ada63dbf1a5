import { powerOfTwoNear } from "../floating-point/power-of-two.ts";
import { sumExactly } from "../floating-point/sum-exactly.ts";
import { mean } from "./mean.ts";

/**
 * Sample standard deviation, sum of squares over n - 1 (NumPy's `ddof=1`); 0 for a single value. Computed from
 * distances to the mean, corrected for the rounding of the mean (T. Chan et al., The American Statistician 37(3), 1983,
 * equation 1.7). Throws RangeError as `mean`.
 */
export function standardDeviation(values: readonly number[]): number {
  const centre = mean(values);
  if (values.length === 1) return 0;
  const scale = powerOfTwoNear(values);
  const distances = values.map((value) => value / scale - centre / scale);
  const squares = sumExactly(distances.map((distance) => distance * distance));
  const rest = sumExactly(distances);
  return scale * Math.sqrt(Math.max(0, squares - (rest * rest) / values.length) / (values.length - 1));
}
