/**
 * Code of one's own runs in a thread of its own, once, and only until it has answered: it cannot end the command, nor
 * break it later by a promise that rejects while trials are trained.
 */
import { Worker } from "node:worker_threads";
import { describeImportError, stackOf } from "./describe-import-error.ts";
import type { ModuleAnswer } from "./module-answer.ts";

export interface ApartOptions {
  /** the file that calls `answerApart` */
  readonly thread: URL;
  readonly workerData: unknown;
  /** the code's file, as the engine names it in stacks, and its text */
  readonly path: string;
  readonly source: string;
  /** how long it may take until it has answered */
  readonly longestMs: number;
}

/** How long what it has begun besides is waited for: a promise that rejects in that time is told. */
const LINGER_MS = 1_000;

/** Never rejects: what the code throws is the answer. */
export function runApart({ thread: file, workerData, path, source, longestMs }: ApartOptions): Promise<ModuleAnswer> {
  const { promise, resolve } = Promise.withResolvers<ModuleAnswer>();
  const thread = new Worker(file, { workerData, argv: process.argv.slice(2) });
  let answer: ModuleAnswer | null = null;
  const end = (last: ModuleAnswer): void => {
    clearTimeout(timer);
    resolve(last);
    void thread.terminate();
  };
  const problem = (reason: string, stack?: string): void => end({ kind: "refused", reason, stack });
  const tellSlow = (): void => problem(`it is still running after ${longestMs / 1000} seconds; make it end`);
  let timer = setTimeout(tellSlow, longestMs);
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

/** By process.exit, or by process.exitCode: which of them, its code does not tell. */
function describeEnd(code: number, isExported: boolean): string {
  const when = isExported ? "after" : "before";
  return (
    `it ended with exit code ${code} ${when} its export was read; an experiment is only to be read: leave out ` +
    "process.exit and process.exitCode"
  );
}
