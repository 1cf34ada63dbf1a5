/** Files of the data sets that have a name, from the data directory: those of the table, and no others. */
import { join } from "node:path";
import { dataSets } from "minibatch-data/sets";
import { readDataFile } from "../data/read-data-file.ts";
import type { FindDataFile } from "./page-app.ts";

/** `directory`: the data directory. */
export function dataFilesOf(directory: string): FindDataFile {
  return (folder, name) => {
    const origin = Object.values(dataSets)
      .map((set) => set.origin)
      .find((one) => one.kind === "files" && one.folder === folder);
    if (origin?.kind !== "files") return null;
    const file = origin.files.find((one) => one.name === name);
    const bytes = file === undefined ? null : readDataFile(join(directory, origin.folder, file.name), file);
    return bytes === null ? null : new Uint8Array(bytes);
  };
}
