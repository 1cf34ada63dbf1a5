import type { ExperimentRecord, LabStore } from "../store/store.ts";

/**
 * What its record says while the transaction has it locked: nobody else decides about it. Null: it has been removed.
 */
export async function holdExperiment(inside: LabStore, id: number): Promise<ExperimentRecord | null> {
  if ((await inside.findExperimentById(id)) === null) return null;
  await inside.lockExperiment(id);
  return inside.findExperimentById(id);
}
