/** Where what experiments name lies: files and modules of one's own. */
import { Option } from "commander";
import { resolveFromCaller } from "../caller/caller-path.ts";
import { parsePath } from "./parse-path.ts";

export interface ExperimentsFlags {
  /** a folder, as it was typed */
  readonly experiments?: string;
}

/** For a command that is given an experiment's file. */
export function experimentFolderOption(): Option {
  return new Option(
    "--experiments <folder>",
    "from where the experiment names its own files and modules (default: the folder it lies in)",
  ).argParser(parsePath);
}

/** For a worker, which is given none. */
export function experimentsOption(): Option {
  return new Option(
    "--experiments <folder>",
    "run modules that experiments name, where they lie below this folder and are the same to the last byte " +
      "(default: leave such experiments to others)",
  ).argParser(parsePath);
}

/** Absolute; undefined where none was named. */
export function folderOf({ experiments }: ExperimentsFlags): string | undefined {
  return experiments === undefined ? undefined : resolveFromCaller(experiments);
}
