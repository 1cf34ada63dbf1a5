import { isOfAnother } from "../../objective/objective-network.ts";
import type { TrialRecord } from "../../store/store.ts";

/** Whose figure an objective is: `, of epoch 4, whose network is kept`; empty where an earlier version did not tell. */
export function describeEpochs({
  status,
  objectiveEpoch,
  keptEpoch,
}: Pick<TrialRecord, "status" | "objectiveEpoch" | "keptEpoch">): string {
  if (objectiveEpoch === null) return "";
  // of a training of one's own no network is kept
  if (keptEpoch === null) return `, of epoch ${objectiveEpoch}`;
  const isLast = status === "finished" ? `, but that of epoch ${keptEpoch}` : "";
  if (isOfAnother({ objectiveEpoch, keptEpoch }))
    return `, of epoch ${objectiveEpoch}: no such network is kept${isLast}`;
  return `, of epoch ${objectiveEpoch}${status === "finished" ? ", whose network is kept" : ""}`;
}
