/** How fast a training learns: the first epoch whose figure reaches a threshold. */
import type { Goal } from "./goal.ts";

/**
 * The first epoch (1, 2, ...) at or above the threshold for goal "max", at or below it for "min"; null when there is
 * none. Figures that are not finite never reach it. Throws RangeError for a threshold that is not finite.
 */
export function epochsTo(curve: ArrayLike<number>, threshold: number, goal: Goal = "max"): number | null {
  if (!Number.isFinite(threshold)) {
    throw new RangeError(`Cannot look for a threshold: it is ${threshold}; it needs to be a finite number`);
  }
  for (let i = 0; i < curve.length; i++) {
    const value = curve[i]!;
    if (!Number.isFinite(value)) continue;
    if (goal === "max" ? value >= threshold : value <= threshold) return i + 1;
  }
  return null;
}

/** 7 -> "7", null -> "more than 50" */
export function describeEpochs(epochs: number | null, trained: number): string {
  return epochs === null ? `more than ${trained}` : String(epochs);
}
