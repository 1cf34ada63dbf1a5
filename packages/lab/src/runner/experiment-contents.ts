/** What an experiment trains on, loaded: a named set, or a file of one's own. */
import { isFileData } from "minibatch-data/sets";
import type { ExperimentSpec, NetworkExperimentSpec } from "study";
import type { SetRecord } from "../data/data-options.ts";
import type { OwnRows } from "../data/own-files.ts";
import type { ModuleFiles } from "../modules/module-files.ts";
import { startSets } from "../training/start-file.ts";
import { keyOfFile, type TrainingSets } from "../training/training-data.ts";
import { dataSetsOf, type LoadedSets, mergeRecords } from "./data-sets-of.ts";

export interface ExperimentContents {
  readonly sets: TrainingSets;
  readonly record: SetRecord;
  /** of files of one's own that the store shall keep for workers elsewhere */
  readonly files: readonly Uint8Array[];
}

/** Larger ones stay where they are. */
const MOST_TRAVELLING_BYTES = 256 * 2 ** 20;

/**
 * `own`: the rows of its file, which whoever read the experiment has; `load` gives the named sets. `modules`, of its
 * own training, are hashed with what it trains on. `start`: the bytes of the network that its trainings begin with.
 */
export async function loadContents(
  spec: Pick<ExperimentSpec, "data"> | Pick<NetworkExperimentSpec, "data" | "start">,
  own: OwnRows | null,
  load: (names: ReturnType<typeof dataSetsOf>) => Promise<LoadedSets>,
  modules: ModuleFiles | null,
  start: Uint8Array | null = null,
): Promise<ExperimentContents> {
  const { record, ...contents } = await loadData(spec, own, load);
  const all = { ...contents, record: { ...record, sha256: { ...record.sha256, ...modules?.sha256 } } };
  if (start === null || !("start" in spec) || spec.start === undefined) return all;
  const travels = start.byteLength <= MOST_TRAVELLING_BYTES;
  return {
    ...all,
    sets: { ...all.sets, ...startSets(spec.start, start) },
    files: travels ? [...all.files, start] : all.files,
  };
}

async function loadData(
  { data }: Pick<ExperimentSpec, "data">,
  own: OwnRows | null,
  load: (names: ReturnType<typeof dataSetsOf>) => Promise<LoadedSets>,
): Promise<ExperimentContents> {
  if (data === null || !isFileData(data)) {
    const { sets, records } = await load(dataSetsOf(data));
    return { sets, record: mergeRecords(records), files: [] };
  }
  if (own === null) throw new TypeError(`Cannot train on ${data.file}: whoever read the experiment did not read it`);
  return {
    sets: { [keyOfFile(data)]: own.frame },
    record: { source: "file", sha256: data.found.sha256 },
    files: data.found.bytes > MOST_TRAVELLING_BYTES ? [] : own.files.map(({ bytes }) => bytes),
  };
}
