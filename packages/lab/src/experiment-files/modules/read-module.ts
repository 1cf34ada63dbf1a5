/**
 * Reads experiments written in TypeScript or JavaScript. Their code runs once, in a thread of its own, only until the
 * experiment is read: it cannot end the command, nor break it later by a promise that rejects during training.
 */
import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import { Worker } from "node:worker_threads";
import type { ExperimentInput } from "study";
import { InputError } from "../../errors.ts";
import { completeExperiment, type ReadExperiment } from "../complete-experiment.ts";
import { readText } from "../read-text.ts";
import { describeExperimentError } from "./describe-experiment-error.ts";
import { describeImportError, stackOf } from "./describe-import-error.ts";
import type { ModuleAnswer } from "./evaluate-module.ts";
import type { ModuleTask } from "./module-thread.ts";

/** The thread's file: beside the built command, or its source. */
const THREAD: URL = import.meta.url.endsWith(".ts")
  ? new URL("./module-thread.ts", import.meta.url)
  : new URL("./module-thread.js", import.meta.url);

/** How long the code may take to export its experiment. */
const LONGEST_MS = 60_000;
/** How long to wait for whatever else it has begun: a promise that rejects in this time is reported. */
const LINGER_MS = 1_000;

type Evaluate = (path: string, source: string) => Promise<ModuleAnswer>;

/**
 * Throws InputError: one line with the file and, if known, line and column. `evaluate` runs the code: in a thread or,
 * for tests of many files, in this one.
 */
export async function readModule(file: string, evaluate: Evaluate = evaluateApart): Promise<ReadExperiment> {
  const source = readText(file);
  // as stacks name it
  const answer = await evaluate(realpathSync(file), source);
  if (answer.kind === "exported") return define(file, source, answer.value as unknown as ExperimentInput);
  const cause =
    answer.stack === undefined ? undefined : Object.assign(new Error(answer.reason), { stack: answer.stack });
  throw new InputError(`Cannot use ${file}: ${answer.reason}`, { cause });
}

async function define(file: string, source: string, input: ExperimentInput): Promise<ReadExperiment> {
  try {
    return await completeExperiment(input, dirname(file));
  } catch (error) {
    const reason = describeExperimentError(source, error);
    throw reason === null ? error : new InputError(`Cannot use ${file}: ${reason}`, { cause: error });
  }
}

/** For process.exit and process.exitCode, which cannot be told apart. */
function describeEnd(code: number, isExported: boolean): string {
  const when = isExported ? "after" : "before";
  return (
    `it ended with exit code ${code} ${when} its export was read; an experiment is only to be read: leave out ` +
    "process.exit and process.exitCode"
  );
}

function evaluateApart(path: string, source: string): Promise<ModuleAnswer> {
  const { promise, resolve } = Promise.withResolvers<ModuleAnswer>();
  const workerData: ModuleTask = { path, source };
  const thread = new Worker(THREAD, { workerData, argv: process.argv.slice(2) });
  let answer: ModuleAnswer | null = null;
  const end = (last: ModuleAnswer): void => {
    clearTimeout(timer);
    resolve(last);
    void thread.terminate();
  };
  const problem = (reason: string, stack?: string): void => end({ kind: "refused", reason, stack });
  const tellSlow = (): void => problem(`it is still running after ${LONGEST_MS / 1000} seconds; make it end`);
  let timer = setTimeout(tellSlow, LONGEST_MS);
  thread
    .on("message", (message: ModuleAnswer) => {
      if (message.kind === "refused") return end(message);
      answer = message;
      clearTimeout(timer);
      timer = setTimeout(() => end(message), LINGER_MS);
    })
    .on("error", (error) => problem(describeImportError(error, path, source), stackOf(error)))
    .on("exit", (code) => {
      if (answer !== null && code === 0) end(answer);
      else problem(describeEnd(code, answer !== null));
    });
  return promise;
}
