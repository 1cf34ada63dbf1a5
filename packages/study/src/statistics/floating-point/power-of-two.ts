/** Beyond these, one over it would be no normal number. */
const GREATEST = 1000;

/**
 * A power of two near the largest magnitude (1 of zeros alone): values divided by it are about 1, so that their squares
 * neither overflow nor vanish, and the division rounds nothing.
 */
export function powerOfTwoNear(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  return largest === 0 ? 1 : 2 ** Math.max(-GREATEST, Math.min(GREATEST, Math.floor(Math.log2(largest))));
}
