import { powerOfTwoNear } from "./power-of-two.ts";

/** From here on sums of what an experiment has of figures, and their deviations, might exceed float64. */
const LARGE = 2 ** 990;
const UNIT = 2 ** 32;

/**
 * Differences and how far off each may be by rounding, both over a power of two where one of the differences is so
 * large that sums of them would overflow: what is asked of them does not depend on their unit. All others are given
 * back as they are; beside a large one, those below 2^-990 are rounded.
 */
export function shrinkLarge(
  differences: readonly number[],
  roundings: readonly number[],
): readonly [differences: readonly number[], roundings: readonly number[]] {
  if (powerOfTwoNear(differences) < LARGE) return [differences, roundings];
  return [differences.map((difference) => difference / UNIT), roundings.map((rounding) => rounding / UNIT)];
}
