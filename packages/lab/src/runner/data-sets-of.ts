/** Which data sets an experiment trains on, and where they came from. */
import type { ExperimentSpec, Json } from "study";
import type { SetRecord } from "../training/load-training-sets.ts";
import type { TrainingSets } from "../training/training-data.ts";

type SetName = keyof TrainingSets;

/** The base description's, and those that a parameter may put in its place. */
export function dataSetsOf({ data, parameters }: ExperimentSpec): ReadonlySet<SetName> {
  const names = new Set<SetName>([data.set]);
  for (const parameter of Object.values(parameters)) {
    if (parameter.kind !== "choice") continue;
    for (const { value } of parameter.values) {
      for (const path of parameter.at) {
        const name = path === "data.set" ? value : path === "data" ? setOf(value) : null;
        if (name === "mnist" || name === "sequences") names.add(name);
      }
    }
  }
  return names;
}

function setOf(value: Json): Json {
  return typeof value === "object" && value !== null && "set" in value ? (value.set ?? null) : null;
}

/** Of several sets: synthetic when one is. */
export function mergeRecords(records: Readonly<Partial<Record<SetName, SetRecord>>>): SetRecord {
  const all = Object.values(records);
  const source = all.find((record) => record.source === "synthetic")?.source ?? all[0]?.source ?? "file";
  return { source, sha256: Object.assign({}, ...all.map(({ sha256 }) => sha256)) as SetRecord["sha256"] };
}
