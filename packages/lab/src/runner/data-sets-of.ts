/** Which data sets an experiment trains on, and where they came from. */
import type { SetName } from "minibatch-data/sets";
import type { ExperimentSpec } from "study";
import type { SetRecord } from "../data/data-options.ts";

/** An experiment has one, whose parts parameters vary; a training of one's own may have none. */
export function dataSetsOf({ data }: Pick<ExperimentSpec, "data">): ReadonlySet<SetName> {
  return new Set(data === null ? [] : [data.set]);
}

/** Of several sets: synthetic when one is. */
export function mergeRecords(records: Readonly<Partial<Record<SetName, SetRecord>>>): SetRecord {
  const all = Object.values(records);
  const source = all.find((record) => record.source === "synthetic")?.source ?? all[0]?.source ?? "file";
  return { source, sha256: Object.assign({}, ...all.map(({ sha256 }) => sha256)) as SetRecord["sha256"] };
}
