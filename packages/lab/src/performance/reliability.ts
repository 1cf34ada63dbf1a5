/** Whether probabilities are what they say: of the rows that are given 0.8, does it come true in 80%? */
import { wilsonInterval } from "study/statistics";
import type { Reliability, ReliabilityBin } from "./task-performance.ts";

export const RELIABILITY_BINS = 10;

/**
 * Bins of equal width, an edge belonging to the bin below it, as scikit-learn's `calibration_curve(strategy="uniform")`;
 * the expected calibration error of M. P. Naeini, G. Cooper and M. Hauskrecht (AAAI 2015).
 *
 * @param probabilities [rows] from 0 to 1
 * @param happened [rows] whether it came true
 */
export function measureReliability(
  probabilities: ArrayLike<number>,
  happened: (row: number) => boolean,
): Reliability {
  const counts = new Array<number>(RELIABILITY_BINS).fill(0);
  const sums = [...counts];
  const hits = [...counts];
  for (let row = 0; row < probabilities.length; row++) {
    const probability = probabilities[row]!;
    const bin = binOf(probability);
    counts[bin]!++;
    sums[bin]! += probability;
    if (happened(row)) hits[bin]!++;
  }
  const bins = counts.map((count, bin): ReliabilityBin => {
    const [from, to] = [bin / RELIABILITY_BINS, (bin + 1) / RELIABILITY_BINS];
    if (count === 0) return { from, to, count, predicted: null, observed: null, interval: null };
    const observed = hits[bin]! / count;
    return { from, to, count, predicted: sums[bin]! / count, observed, interval: wilsonInterval(hits[bin]!, count) };
  });
  const off = counts.map((_, bin) => Math.abs(sums[bin]! - hits[bin]!));
  return { bins, expectedError: off.reduce((sum, one) => sum + one, 0) / probabilities.length };
}

function binOf(probability: number): number {
  let bin = 0;
  while (bin < RELIABILITY_BINS - 1 && probability > (bin + 1) / RELIABILITY_BINS) bin++;
  return bin;
}
