/** `--workers`: how many trainings run at the same time. */
import { availableParallelism } from "node:os";
import { Option } from "commander";
import { parseWholeNumber } from "./parse-whole-number.ts";

const MOST_WORKERS = 256;

/** `trains`: what there are so many of. */
export function workersOption(trains = "trials"): Option {
  return new Option("--workers <n>", `${trains} that train at the same time`)
    .argParser(parseWholeNumber(1, MOST_WORKERS))
    .default(availableParallelism(), "one per core");
}
