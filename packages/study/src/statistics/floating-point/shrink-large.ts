import { powerOfTwoNear } from "./power-of-two.ts";

/** From here on sums of an experiment's figures and of their deviations might overflow float64. */
const LARGE = 2 ** 990;
const UNIT = 2 ** 32;

/**
 * Divides differences and their rounding errors by a power of two where one difference is so large that sums would
 * overflow; tests do not depend on the unit. All others are returned unchanged. Beside a large difference, those below
 * 2^-990 are rounded.
 */
export function shrinkLarge(
  differences: readonly number[],
  roundings: readonly number[],
): readonly [differences: readonly number[], roundings: readonly number[]] {
  if (powerOfTwoNear(differences) < LARGE) return [differences, roundings];
  return [differences.map((difference) => difference / UNIT), roundings.map((rounding) => rounding / UNIT)];
}
