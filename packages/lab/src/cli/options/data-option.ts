/** `--data` and `--offline`: where data sets lie, and whether they may be downloaded. */
import { Option } from "commander";
import { dataSets } from "minibatch-data/sets";
import { parsePath } from "./parse-path.ts";

export interface DataFlags {
  readonly data?: string;
  readonly offline?: true;
}

const folders = Object.values(dataSets).flatMap(({ origin }) => (origin.kind === "files" ? [`${origin.folder}/`] : []));
/** "mnist/, ee599/ and fashion-mnist/" */
const dataFolders = `${folders.slice(0, -1).join(", ")} and ${folders.at(-1)}`;

/** `holds`: what the command looks for in the folder. */
export function dataOption(holds = `folder with ${dataFolders}`): Option {
  return new Option("--data <dir>", `${holds} (default: MINIBATCH_DATA, else the cache folder)`).argParser(parsePath);
}

export function offlineOption(): Option {
  return new Option("--offline", "never use the network for data sets");
}
