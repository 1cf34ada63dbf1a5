/** Beyond these exponents the reciprocal would not be a normal number. */
const GREATEST = 1000;

/**
 * A power of two near the largest magnitude (1 if all are 0). Dividing by it rounds nothing, and makes values of about
 * 1, whose squares neither overflow nor vanish.
 */
export function powerOfTwoNear(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  return largest === 0 ? 1 : 2 ** Math.max(-GREATEST, Math.min(GREATEST, Math.floor(Math.log2(largest))));
}
