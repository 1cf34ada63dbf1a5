/** Which trial's point is the best one, as the page ranks them. */

import { type Goal, mean } from "study/statistics";
import { isFinished } from "../../experiment-page/configuration.ts";
import type { TrialRecord } from "../../store/store.ts";

/** The first finished trial of the configuration with the best mean; null where none has finished. */
export function findBestTrial(trials: readonly TrialRecord[], goal: Goal): TrialRecord | null {
  const groups = Map.groupBy(trials.filter(isFinished), ({ configuration }) => configuration);
  const sign = goal === "max" ? -1 : 1;
  const ranked = [...groups.values()]
    .map((group) => ({ group, score: sign * mean(group.map(({ objective }) => objective as number)) }))
    .toSorted((a, b) => a.score - b.score);
  return ranked[0]?.group.toSorted((a, b) => a.repeat - b.repeat)[0] ?? null;
}
