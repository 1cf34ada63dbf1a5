import { powerOfTwoNear } from "../floating-point/power-of-two.ts";
import { mean } from "./mean.ts";

/**
 * The values less their mean, in a unit of about the largest of them: shares of their variance stay as they are, and
 * squares neither overflow nor vanish. Centred twice, for the mean of large values is rounded to a unit of theirs.
 * Throws RangeError as `mean`.
 */
export function centreValues(values: readonly number[], unit: number = powerOfTwoNear(values)): number[] {
  const centre = mean(values) / unit;
  const distances = values.map((value) => value / unit - centre);
  const rest = mean(distances);
  return distances.map((distance) => distance - rest);
}
