import { powerOfTwoNear } from "./power-of-two.ts";

/** From here on sums of an experiment's figures and of their deviations might overflow float64. */
const LARGE = 2 ** 990;
const UNIT = 2 ** 32;
/** Below it their mean and their deviations may vanish. */
const SMALL = 2 ** -960;

/**
 * Divides differences and their rounding errors by a power of two where one difference is so large that sums would
 * overflow, or all are so small that they would vanish; tests do not depend on the unit. All others are returned
 * unchanged. Beside a large difference, those below 2^-990 are rounded.
 */
export function bringIntoRange(
  differences: readonly number[],
  roundings: readonly number[],
): readonly [differences: readonly number[], roundings: readonly number[]] {
  const size = powerOfTwoNear(differences);
  if (size >= LARGE) {
    return [differences.map((difference) => difference / UNIT), roundings.map((rounding) => rounding / UNIT)];
  }
  // the mean of a few subnormal numbers may be none; a product by a power of two is exact
  if (size < SMALL) return [differences.map((one) => one / SMALL), roundings.map((one) => one / SMALL)];
  return [differences, roundings];
}
