import { powerOfTwoNear } from "../floating-point/power-of-two.ts";
import { mean } from "./mean.ts";

/**
 * The values minus their mean, in a unit near the largest of them, so that squares neither overflow nor vanish; shares
 * of their variance are unchanged. Centred twice, because the mean of large values is rounded in their units. Throws
 * RangeError as `mean`.
 */
export function centreValues(values: readonly number[], unit: number = powerOfTwoNear(values)): number[] {
  const centre = mean(values) / unit;
  const distances = values.map((value) => value / unit - centre);
  const rest = mean(distances);
  return distances.map((distance) => distance - rest);
}
