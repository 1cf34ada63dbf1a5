import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Worker } from "node:worker_threads";
import { afterEach, expect, test } from "vitest";
import type { CountTask } from "../../test/counting-worker.ts";
import type { DyingTask } from "../../test/dying-worker.ts";
import { NO_LIMITS } from "./task.ts";
import type { ThreadSetup } from "./thread-messages.ts";
import { runToEnd, startPool, type ThreadPool } from "./thread-pool.ts";

const ENTRY = new URL("../../test/dying-worker.ts", import.meta.url);
const ORDER = { resumeFrom: null, forks: [], limits: NO_LIMITS, setup: null };

let pool: ThreadPool;
afterEach(() => pool.close());

function start(): (dies: DyingTask["dies"]) => Promise<unknown> {
  pool = startPool({ count: 1, entry: ENTRY, setup: { data: null, numerics: "strict" } });
  return (dies) => {
    const task: DyingTask = { kind: "dying", id: dies, dies };
    return runToEnd(pool.threads[0]!, { ...ORDER, task });
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

test("a task that is given to a thread while it dies is done by the one that takes its place", async () => {
  // between a thread's error and its end, when it still has a number and would take a message
  const atError = new Promise<{ readonly threadId: number; readonly end: Promise<unknown> }>((resolve) => {
    process.once("worker", (worker) => {
      worker.once("error", () => resolve({ threadId: worker.threadId, end: run("no") }));
    });
  });
  const run = start();
  await expect(run("later")).resolves.toMatchObject({ kind: "done", result: "well" });
  const { threadId, end } = await atError;
  expect(threadId).toBeGreaterThan(0);
  await expect(end).resolves.toMatchObject({ kind: "done", result: "well" });
});

test("a task goes on when its checkpoint is kept, and not before", async () => {
  pool = startPool({
    count: 1,
    entry: new URL("../../test/counting-worker.ts", import.meta.url),
    setup: { data: { step: 1 }, numerics: "strict" },
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
  for await (const { kind } of pool.threads[0]!.run({ ...ORDER, task })) {
    if (kind === "progress") continue;
    told.push(kind);
    if (kind !== "checkpoint") continue;
    await setTimeout(50);
    told.push("kept");
  }
  rmSync(folder, { recursive: true });
  expect(told).toEqual([...Array(4).fill(["checkpoint", "kept"]).flat(), "done"]);
});

/** Data for `spinning-worker.ts`, and what its thread counts. */
function spinning(numerics: "fast" | "strict"): { setup: ThreadSetup; counter: Int32Array } {
  const counter = new Int32Array(new SharedArrayBuffer(4));
  return { counter, setup: { data: { mnist: counter, sequences: null }, numerics } };
}

async function isSpinning(counter: Int32Array): Promise<void> {
  for (const before = Atomics.load(counter, 0); Atomics.load(counter, 0) === before; ) await setTimeout(5);
}

test("no thread is alive when all are closed, nor one that was replaced", { timeout: 20_000 }, async () => {
  // a thread that is told to end stops at once, but ends later
  const alive = new Set<Worker>();
  const watch = (worker: Worker): void => {
    alive.add(worker);
    worker.once("exit", () => alive.delete(worker));
  };
  process.on("worker", watch);
  pool = startPool({ count: 2, entry: new URL("../../test/spinning-worker.ts", import.meta.url), setup: null });
  const [first, other, second] = [spinning("strict"), spinning("fast"), spinning("strict")];
  const endings: Promise<unknown>[] = [];
  const begin = (thread: number, setup: ThreadSetup): void => {
    const task: DyingTask = { kind: "dying", id: "spins", dies: "no" };
    endings.push(expect(runToEnd(pool.threads[thread]!, { ...ORDER, task, setup })).rejects.toThrow(/worker died/));
  };
  try {
    expect(alive.size).toBe(0);
    begin(0, first.setup);
    await isSpinning(first.counter);
    const [replaced] = alive;
    begin(0, other.setup);
    await isSpinning(other.counter);
    expect(alive.has(replaced!)).toBe(false);
    begin(1, second.setup);
    await isSpinning(second.counter);
    expect(alive.size).toBe(2);
  } finally {
    await pool.close();
    process.off("worker", watch);
  }
  expect(alive.size).toBe(0);
  await Promise.all(endings);
});

test("a thread is kept for a task that needs the very data that it holds", async () => {
  pool = startPool({ count: 1, entry: ENTRY, setup: null });
  const started: Worker[] = [];
  const watch = (worker: Worker): void => void started.push(worker);
  process.on("worker", watch);
  const mnist = {};
  const run = (setup: ThreadSetup): Promise<unknown> => {
    const task: DyingTask = { kind: "dying", id: "no", dies: "no" };
    return runToEnd(pool.threads[0]!, { ...ORDER, task, setup });
  };
  await run({ data: { mnist, sequences: null }, numerics: "strict" });
  await run({ data: { mnist, sequences: null }, numerics: "strict" });
  expect(started).toHaveLength(1);
  await run({ data: { mnist: {}, sequences: null }, numerics: "strict" });
  expect(started).toHaveLength(2);
  process.off("worker", watch);
});
