/**
 * How far a difference may be from its true value because its two operands were rounded: some units in their last
 * place, whatever the other differences are. Accuracies are multiples of one fraction, so their differences tie and
 * cancel except for these bits. One run that exploded has a large rounding error of its own and does not widen the
 * others'.
 */

/**
 * Half a unit for each operand and half for the difference, plus at most 12 halves, which a sum of 24 differences in
 * two halves adds to each of them in `sign-flip-test.ts`; this is more than all of them.
 */
const UNITS = 8;
const UNIT = 2 ** -52;

/**
 * Bound on operand / difference when the operands are not known. Accuracies of 60,000 rows stay within it: 1 against
 * their smallest difference.
 */
const MOST_OPERAND = 2 ** 13;

/** The rounding error of first - second. */
export function roundingOf(first: number, second: number): number {
  return UNITS * UNIT * Math.max(Math.abs(first), Math.abs(second));
}

/**
 * Rounding errors of differences whose operands are not known. An operand is taken to be up to 8,192 times its
 * difference, but not more than 8,192 times the median difference, so that one that exploded counts as large by itself.
 */
export function assumeRoundings(differences: readonly number[]): number[] {
  const magnitudes = differences.map(Math.abs);
  const present = magnitudes.filter((magnitude) => magnitude > 0).sort((a, b) => a - b);
  const typical = present[present.length >> 1] ?? 0;
  // multiply the factors first: the operands of large differences would overflow
  const most = MOST_OPERAND * UNITS * UNIT;
  return magnitudes.map((magnitude) => Math.max(roundingOf(magnitude, 0), most * Math.min(magnitude, typical)));
}

/** Whether all values are equal but for rounding. */
export function areEqual(values: readonly number[]): boolean {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return !(most - least > roundingOf(least, most));
}
