/** MNIST and the sequences as the report's trainings take them. */
import type { DataOptions, SetRecord } from "../data/data-options.ts";
import { loadTrainingSets } from "../training/load-training-sets.ts";
import type { LabData } from "../training/training-data.ts";
import type { DataRecord } from "./results.ts";

export interface ReproductionData {
  readonly lab: LabData;
  readonly records: { readonly mnist: DataRecord; readonly sequences: DataRecord };
}

/** Throws what the loaders throw. */
export async function loadReproductionData(options: DataOptions): Promise<ReproductionData> {
  const { sets, records } = await loadTrainingSets(new Set(["mnist", "sequences"]), options);
  return {
    lab: sets as LabData,
    records: { mnist: recordOf(records.mnist), sequences: recordOf(records.sequences) },
  };
}

function recordOf(record: SetRecord | undefined): DataRecord {
  if (record !== undefined && record.source !== "drawn") return { source: record.source, sha256: record.sha256 };
  throw new TypeError("Cannot tell where the report's data came from: its sets are read from files, or stood in for");
}
