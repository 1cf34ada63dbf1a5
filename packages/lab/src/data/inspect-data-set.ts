/** What of a data set is on the disk, without fetching anything. */
import { join } from "node:path";
import type { AnyDataSet, DataFile } from "minibatch-data/sets";
import { InputError } from "../errors.ts";
import { findDataDirectory, checkNotFile } from "./data-directory.ts";
import { readDataFile } from "./read-data-file.ts";

export interface FileState extends DataFile {
  readonly path: string;
  readonly state: "present" | "missing" | "wrong";
  /** what is wrong, in one line; null unless `wrong` */
  readonly fault: string | null;
}

export interface DataSetState {
  readonly name: string;
  readonly title: string;
  readonly licence: string;
  readonly source: string;
  /** what is used where there are no files; null: nothing */
  readonly standIn: string | null;
  readonly mirrors: readonly string[];
  /** null: it has no files */
  readonly directory: string | null;
  readonly sizeBytes: number;
  /** `wrong` when any file is, `missing` when any is and none is wrong; `drawn` where there are none to be had */
  readonly state: FileState["state"] | "drawn";
  readonly files: readonly FileState[];
}

/** Reads and hashes the set's files. `data` is what `--data` gave. Throws InputError when that is a file. */
export function inspectDataSet(set: AnyDataSet, data: string | undefined): DataSetState {
  const { name, title, licence, source, origin } = set;
  const dataDirectory = findDataDirectory(data);
  checkNotFile(dataDirectory);
  const said = { name, title, licence, source };
  if (origin.kind !== "files") {
    return { ...said, standIn: null, mirrors: [], directory: null, sizeBytes: 0, state: "drawn", files: [] };
  }
  const directory = join(dataDirectory.path, origin.folder);
  const files = origin.files.map((file) => inspectFile(join(directory, file.name), file));
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  const state =
    (["wrong", "missing"] as const).find((fault) => files.some((file) => file.state === fault)) ?? "present";
  const standIn = origin.standIn?.says ?? null;
  return { ...said, standIn, mirrors: origin.mirrors, directory, sizeBytes, state, files };
}

function inspectFile(path: string, file: DataFile): FileState {
  try {
    return { ...file, path, state: readDataFile(path, file) === null ? "missing" : "present", fault: null };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { ...file, path, state: "wrong", fault: error.message };
  }
}
