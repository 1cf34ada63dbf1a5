/** From intervals to verdicts: what the 95% interval leaves open is inconclusive. */
import type { Interval, Verdict } from "./results.ts";

/** Accuracies that differ by less than half a point count as equal. */
export const MARGIN = 0.005;

/**
 * Is the quantity above `threshold`? Values that all lie exactly on it (a tie of coarse figures, such as epochs) speak neither
 * for nor against: inconclusive.
 */
export function judgeAbove([low, high]: Interval, threshold: number): Verdict {
  if (low === threshold && high === threshold) return "inconclusive";
  if (low > threshold) return "holds";
  return high <= threshold ? "fails" : "inconclusive";
}

/** Is the quantity within +-`margin`? Equivalence by interval (D. Schuirmann 1987, at 95% both sides instead of 90%). */
export function judgeWithin([low, high]: Interval, margin: number): Verdict {
  if (low > -margin && high < margin) return "holds";
  return low >= margin || high <= -margin ? "fails" : "inconclusive";
}

/** A claim with several parts holds when all hold and fails when one fails. */
export function joinVerdicts(...parts: readonly Verdict[]): Verdict {
  if (parts.includes("fails")) return "fails";
  return parts.includes("inconclusive") ? "inconclusive" : "holds";
}
