/** `--data` and `--offline`: where data sets lie, and whether they may be downloaded. */
import { Option } from "commander";
import { dataFolders } from "./data-folders.ts";
import { parsePath } from "./parse-path.ts";

export interface DataFlags {
  readonly data?: string;
  readonly offline?: true;
}

/** `holds`: what the command looks for in the folder. */
export function dataOption(holds = `folder with ${dataFolders}`): Option {
  return new Option("--data <dir>", `${holds} (default: MINIBATCH_DATA, else the cache folder)`).argParser(parsePath);
}

export function offlineOption(): Option {
  return new Option("--offline", "never use the network for data sets");
}
