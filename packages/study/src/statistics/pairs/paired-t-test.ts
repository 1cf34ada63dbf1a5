import { studentTProbability } from "../distributions/student-t.ts";
import { bringIntoRange } from "../floating-point/bring-into-range.ts";
import { requireFinite } from "../floating-point/require-finite.ts";
import { assumeRoundings } from "../floating-point/rounding.ts";
import { mean } from "../summaries/mean.ts";
import { standardDeviation } from "../summaries/standard-deviation.ts";

export interface PairedTResult {
  readonly t: number;
  readonly degrees: number;
  /** two-sided */
  readonly pValue: number;
}

/**
 * Student's t-test of the mean of paired differences (Student 1908), which assumes that they are normal. Null where it
 * has no answer: with fewer than two differences, or when they are all equal but for rounding, so that nothing tells
 * how much they scatter. Throws RangeError for a difference that is not finite.
 *
 * @param givenRoundings how far off each difference may be by rounding: default as `assumeRoundings`
 */
export function testPairedT(
  given: readonly number[],
  givenRoundings: readonly number[] = assumeRoundings(given),
): PairedTResult | null {
  requireFinite("test a mean difference", given, "differences");
  const [differences, roundings] = bringIntoRange(given, givenRoundings);
  if (differences.length < 2 || !differencesScatter(differences, roundings)) return null;
  const degrees = differences.length - 1;
  const t = (mean(differences) / standardDeviation(differences)) * Math.sqrt(differences.length);
  return { t, degrees, pValue: 2 * studentTProbability(-Math.abs(t), degrees) };
}

/** False when there is a number that each of them may be but for rounding. */
export function differencesScatter(differences: readonly number[], roundings: readonly number[]): boolean {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  differences.forEach((difference, i) => {
    least = Math.min(least, difference + roundings[i]!);
    most = Math.max(most, difference - roundings[i]!);
  });
  return most > least;
}
