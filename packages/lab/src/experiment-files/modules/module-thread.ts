/** The program of the thread that runs an experiment's code. */
import { parentPort, workerData } from "node:worker_threads";
import { describeRejection } from "./describe-import-error.ts";
import { evaluateModule, type ModuleAnswer } from "./evaluate-module.ts";

export interface ModuleTask {
  readonly path: string;
  readonly source: string;
}

const { path, source } = workerData as ModuleTask;
let hasAnswered = false;

function answer(message: ModuleAnswer): void {
  hasAnswered = true;
  parentPort?.postMessage(message);
}

function fail(reason: string): void {
  answer({ kind: "refused", reason, stack: undefined });
}

process.on("unhandledRejection", (reason) => {
  fail(describeRejection(reason, path));
});
// not awaited at the top level: Node would warn of a promise that never settles, which we report ourselves
process.on("beforeExit", () => {
  if (!hasAnswered) fail("it waits for a promise that is never settled; await none at its top level");
});
void evaluateModule(path, source).then(answer);
