/** What penalties add to losses. */
import type { PlannedPenalty } from "../model/plan-model.ts";

/**
 * Adds penalties to the mean losses of some steps, which come first in `read`, from the sums that each penalty left:
 * two for each step.
 */
export function addPenalties(read: readonly Float64Array[], penalties: readonly PlannedPenalty[]): Float64Array {
  const [losses] = read;
  for (let i = 0; i < losses.length; i++) {
    let added = 0;
    for (let k = 0; k < penalties.length; k++) {
      const { l1, l2 } = penalties[k];
      const sums = read[k + 1];
      if (l1 !== 0) added += l1 * sums[2 * i];
      if (l2 !== 0) added += l2 * sums[2 * i + 1];
    }
    losses[i] += added;
  }
  return losses;
}
