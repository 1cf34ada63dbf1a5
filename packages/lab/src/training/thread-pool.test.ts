import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import type { CountTask } from "../../test/counting-worker.ts";
import type { DyingTask } from "../../test/dying-worker.ts";
import { NO_LIMITS } from "./task.ts";
import { startPool, type WorkerPool } from "./thread-pool.ts";

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

test("a task goes on when its checkpoint is kept, and not before", async () => {
  pool = startPool({
    count: 1,
    entry: new URL("../../test/counting-worker.ts", import.meta.url),
    data: { step: 1 },
    numerics: "strict",
  });
  const folder = mkdtempSync(join(tmpdir(), "kept-"));
  const task: CountTask = {
    kind: "count",
    id: "count",
    seed: 1,
    epochs: 4,
    log: join(folder, "log"),
    epochMs: 1,
    failAt: null,
  };
  const told: string[] = [];
  const outcome = await pool.workers[0]!.run(
    { task, resumeFrom: null, forks: [], limits: NO_LIMITS },
    {
      ...HOOKS,
      async onCheckpoint() {
        told.push("checkpoint");
        await setTimeout(50);
        told.push("kept");
      },
    },
  );
  rmSync(folder, { recursive: true });
  expect(outcome.kind).toBe("done");
  expect(told).toEqual(Array(4).fill(["checkpoint", "kept"]).flat());
});
