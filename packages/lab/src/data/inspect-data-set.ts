/** What of a data set is on the disk, without fetching anything. */
import { join } from "node:path";
import { InputError } from "../errors.ts";
import type { DataFile, DataSet } from "./catalogue.ts";
import { findDataDirectory, refuseFile } from "./data-directory.ts";
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
  readonly standIn: string;
  readonly mirrors: readonly string[];
  readonly directory: string;
  readonly sizeBytes: number;
  /** `wrong` when any file is, `missing` when any is and none is wrong */
  readonly state: FileState["state"];
  readonly files: readonly FileState[];
}

/** Reads and hashes the set's files. `data` is what `--data` gave. Throws InputError when that is a file. */
export function inspectDataSet(set: DataSet, data: string | undefined): DataSetState {
  const { name, title, licence, source, standIn, mirrors } = set;
  const dataDirectory = findDataDirectory(data);
  refuseFile(dataDirectory);
  const directory = join(dataDirectory.path, set.folder);
  const files = set.files.map((file) => inspectFile(join(directory, file.name), file));
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  const state =
    (["wrong", "missing"] as const).find((fault) => files.some((file) => file.state === fault)) ?? "present";
  return { name, title, licence, source, standIn, mirrors, directory, sizeBytes, state, files };
}

function inspectFile(path: string, file: DataFile): FileState {
  try {
    return { ...file, path, state: readDataFile(path, file) === null ? "missing" : "present", fault: null };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { ...file, path, state: "wrong", fault: error.message };
  }
}
