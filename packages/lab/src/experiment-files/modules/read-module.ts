/** Reads experiments written in TypeScript or JavaScript. */
import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import type { ExperimentInput } from "study";
import { InputError } from "../../errors.ts";
import { completeExperiment, type ReadExperiment } from "../complete-experiment.ts";
import { readText } from "../read-text.ts";
import { describeExperimentError } from "./describe-experiment-error.ts";
import type { ModuleAnswer } from "./module-answer.ts";
import type { ModuleTask } from "./module-thread.ts";
import { runApart } from "./run-apart.ts";

/** The thread's file: beside the built command, or its source. */
const THREAD: URL = import.meta.url.endsWith(".ts")
  ? new URL("./module-thread.ts", import.meta.url)
  : new URL("./module-thread.js", import.meta.url);

/** How long the code may take to export its experiment. */
const LONGEST_MS = 60_000;

type Evaluate = (path: string, source: string) => Promise<ModuleAnswer>;

/**
 * Throws InputError: one line with the file and, if known, line and column. `evaluate` runs the code: in a thread or,
 * for tests of many files, in this one. `folder`: from which it names its files and modules.
 */
export async function readModule(
  file: string,
  evaluate: Evaluate = evaluateApart,
  folder: string = dirname(file),
): Promise<ReadExperiment> {
  const source = readText(file);
  // as stacks name it
  const answer = await evaluate(realpathSync(file), source);
  if (answer.kind === "exported") return define(file, source, answer.value as ExperimentInput, folder);
  const cause =
    answer.stack === undefined ? undefined : Object.assign(new Error(answer.reason), { stack: answer.stack });
  throw new InputError(`Cannot use ${file}: ${answer.reason}`, { cause });
}

async function define(file: string, source: string, input: ExperimentInput, folder: string): Promise<ReadExperiment> {
  try {
    return await completeExperiment(input, folder);
  } catch (error) {
    const reason = describeExperimentError(source, error);
    throw reason === null ? error : new InputError(`Cannot use ${file}: ${reason}`, { cause: error });
  }
}

function evaluateApart(path: string, source: string): Promise<ModuleAnswer> {
  const workerData: ModuleTask = { path, source };
  return runApart({ thread: THREAD, workerData, path, source, longestMs: LONGEST_MS });
}
