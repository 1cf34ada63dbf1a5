/** The verdict on which of two configurations learns faster, and the difference in words. */
import type { EpochsComparison, ReachedEpochs } from "study/statistics";
import type { Verdict } from "../results.ts";
import { interval as formatInterval } from "./format-evidence.ts";
import { judgeAbove } from "./verdict.ts";

/** Is the first slower? A pair that tells nothing leaves it open. */
export function judgeSlower({ differences, interval }: EpochsComparison): Verdict {
  return differences.includes(null) ? "inconclusive" : judgeAbove(interval, 0);
}

/** "4.7 [3.2, 6.1]", "at least 41.0 [...]"; what is unknown is said. */
export function describeDifference(comparison: EpochsComparison): string {
  const { differences, meanDifference, interval } = comparison;
  if (meanDifference === null) return "unknown: neither gets there in any pair";
  const silent = differences.filter((difference) => difference === null).length;
  const without = silent === 0 ? "" : `, without ${silent} of ${differences.length} pairs in which neither gets there`;
  const ends = Number.isFinite(interval[0]) ? formatInterval(interval, 1) : "[no interval from one pair]";
  return `${describeBound(comparison)}${meanDifference.toFixed(1)} ${ends}${without}`;
}

/** The second's missing runs make a difference smaller than it is counted, the first's larger. */
function describeBound({ first, second, differences }: EpochsComparison): string {
  const isMissing = ({ epochs }: ReachedEpochs) => epochs.some((value, i) => value === null && differences[i] !== null);
  const [firstIsMissing, secondIsMissing] = [isMissing(first), isMissing(second)];
  if (firstIsMissing && secondIsMissing) return `up to epoch ${first.horizon + 1} `;
  return firstIsMissing ? "at least " : secondIsMissing ? "at most " : "";
}
