import type { ExperimentRecord, LabStore } from "../store/store.ts";

/** Locks the experiment's record for this transaction, so that nobody else decides. Null if it has been removed. */
export async function holdExperiment(inside: LabStore, id: number): Promise<ExperimentRecord | null> {
  if ((await inside.findExperimentById(id)) === null) return null;
  await inside.lockExperiment(id);
  return inside.findExperimentById(id);
}
