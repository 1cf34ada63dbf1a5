/** Which named sets an experiment trains on, and where they came from. */
import { isFileData, type SetName } from "minibatch-data/sets";
import type { ExperimentData } from "study";
import type { SetRecord } from "../data/data-options.ts";
import type { TrainingSets } from "../training/training-data.ts";

export interface LoadedSets {
  readonly sets: TrainingSets;
  readonly records: Readonly<Partial<Record<SetName, SetRecord>>>;
}

/** An experiment has one at most: parameters vary parts of it. */
export function dataSetsOf(data: ExperimentData | null): ReadonlySet<SetName> {
  return new Set(data === null || isFileData(data) ? [] : [data.set]);
}

/** Of several sets: synthetic when one is. */
export function mergeRecords(records: Readonly<Partial<Record<SetName, SetRecord>>>): SetRecord {
  const all = Object.values(records);
  const source = all.find((record) => record.source === "synthetic")?.source ?? all[0]?.source ?? "file";
  return { source, sha256: Object.assign({}, ...all.map(({ sha256 }) => sha256)) as SetRecord["sha256"] };
}
