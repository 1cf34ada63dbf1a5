import { mean } from "./mean.ts";
import { ROUNDING } from "./rounding.ts";
import { standardDeviation } from "./standard-deviation.ts";
import { studentTProbability } from "./student-t.ts";

export interface PairedTResult {
  readonly t: number;
  readonly degrees: number;
  /** two-sided */
  readonly pValue: number;
}

/**
 * Student's t-test of the mean of paired differences (Student 1908), which assumes that they are normal. Null where it has no answer: with
 * fewer than two differences, or when they are all equal but for rounding, so that nothing tells how much they scatter.
 */
export function testPairedT(differences: readonly number[]): PairedTResult | null {
  if (differences.length < 2 || !differencesScatter(differences)) return null;
  const degrees = differences.length - 1;
  const t = mean(differences) / (standardDeviation(differences) / Math.sqrt(differences.length));
  return { t, degrees, pValue: 2 * studentTProbability(-Math.abs(t), degrees) };
}

/** False when all are equal but for rounding. */
export function differencesScatter(differences: readonly number[]): boolean {
  const largest = Math.max(...differences.map(Math.abs));
  return standardDeviation(differences) > ROUNDING * largest;
}
