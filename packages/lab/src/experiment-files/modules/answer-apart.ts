/** The side of the thread in which code of one's own runs. */
import { parentPort } from "node:worker_threads";
import { describeRejection } from "./describe-import-error.ts";
import type { ModuleAnswer } from "./module-answer.ts";

/** `path` is the code's file; `work` never rejects. */
export function answerApart(path: string, work: () => Promise<ModuleAnswer>): void {
  let hasAnswered = false;
  const answer = (message: ModuleAnswer): void => {
    hasAnswered = true;
    parentPort?.postMessage(message);
  };
  const fail = (reason: string): void => answer({ kind: "refused", reason, stack: undefined });
  process.on("unhandledRejection", (reason) => {
    fail(describeRejection(reason, path));
  });
  // not awaited here: Node would warn of a promise that is never settled, and it is ours to tell
  process.on("beforeExit", () => {
    if (!hasAnswered) fail("it waits for a promise that is never settled; await none at its top level");
  });
  void work().then(answer);
}
