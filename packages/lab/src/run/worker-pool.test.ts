import { setTimeout } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import type { DyingTask } from "../../test/dying-worker.ts";
import { NO_LIMITS } from "./task.ts";
import { startPool, type WorkerPool } from "./worker-pool.ts";

const ENTRY = new URL("../../test/dying-worker.ts", import.meta.url);
const HOOKS = { onProgress() {}, onCheckpoint() {}, onFork() {} };

let pool: WorkerPool;
afterEach(() => pool.close());

function start(): (dies: DyingTask["dies"]) => Promise<unknown> {
  pool = startPool({ count: 1, entry: ENTRY, data: null, numerics: "strict" });
  return (dies) => {
    const task: DyingTask = { kind: "dying", id: dies, dies };
    return pool.workers[0]!.run({ task, resumeFrom: null, forks: [], limits: NO_LIMITS }, HOOKS);
  };
}

test.each([
  ["exit", /^Cannot finish exit: its worker died \(the thread ended with code 7\)$/],
  ["throw", /^Cannot finish throw: its worker died \(out of the blue\)$/],
] as const)("a thread that dies of its task (%s) fails that task, and another takes its place", async (dies, said) => {
  const run = start();
  await expect(run(dies)).rejects.toThrow(said);
  await expect(run("no")).resolves.toMatchObject({ kind: "done", result: "well" });
});

test("a thread that dies between two tasks ends neither the process nor the next task", async () => {
  const run = start();
  await expect(run("later")).resolves.toMatchObject({ kind: "done", result: "well" });
  await setTimeout(300);
  await expect(run("no")).resolves.toMatchObject({ kind: "done", result: "well" });
});
