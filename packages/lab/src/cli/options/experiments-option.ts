/** Where the modules of experiments lie: trainings and data of one's own. */
import { Option } from "commander";
import { parsePath } from "./parse-path.ts";

export interface ExperimentsFlags {
  /** a folder, as it was typed */
  readonly experiments?: string;
}

/** For a command that is given an experiment's file. */
export function moduleFolderOption(): Option {
  return new Option(
    "--experiments <folder>",
    "where the experiment's own modules lie (default: the folder of its file)",
  ).argParser(parsePath);
}

/** For a worker, which is given none. */
export function experimentsOption(): Option {
  return new Option(
    "--experiments <folder>",
    "run modules that experiments name, where they lie below this folder and are the same to the last byte (default: leave such experiments to others)",
  ).argParser(parsePath);
}
