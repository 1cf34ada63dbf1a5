/**
 * How far from the true one a difference may lie because the two numbers it was made of were rounded: some units in
 * their last place, whatever the other figures are. Accuracies are whole numbers over one number: their differences
 * tie, and cancel, but for these bits. One exploded run has large bits itself, and leaves those of the others as they
 * are.
 */

/**
 * Half a unit for each of the two and half for the difference, and 12 halves, the most that a sum of 24 differences in
 * two halves adds to each of them in `sign-flip-test.ts`, are fewer.
 */
const UNITS = 8;
const UNIT = 2 ** -52;

/**
 * Of differences alone it is not known what they were made of: accuracies to 60,000ths, 1 against its smallest
 * difference, are within this.
 */
const MOST_OPERAND = 2 ** 13;

/** Of first - second. */
export function roundingOf(first: number, second: number): number {
  return UNITS * UNIT * Math.max(Math.abs(first), Math.abs(second));
}

/**
 * Of differences whose operands are not known: these are taken to have been up to 8,192 times as large, but not that
 * many times as large as the median difference, so that one that exploded counts as large by itself.
 */
export function assumeRoundings(differences: readonly number[]): number[] {
  const magnitudes = differences.map(Math.abs);
  const present = magnitudes.filter((magnitude) => magnitude > 0).sort((a, b) => a - b);
  const typical = present[present.length >> 1] ?? 0;
  // the factors first: of large differences the operands would overflow
  const most = MOST_OPERAND * UNITS * UNIT;
  return magnitudes.map((magnitude) => Math.max(roundingOf(magnitude, 0), most * Math.min(magnitude, typical)));
}

/** Whether all values may be one value but for rounding. */
export function areEqual(values: readonly number[]): boolean {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return !(most - least > roundingOf(least, most));
}
