import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test, vi } from "vitest";
import type { CountResult, CountTask } from "../../test/counting-worker.ts";
import { drawSmallLabData } from "../../test/small-lab-data.ts";
import { smallTrainTask } from "../../test/small-train-task.ts";
import { openRunStore, type RunStore } from "./run-store.ts";
import { type RunEvents, runStages, runTasks } from "./run-tasks.ts";
import type { Task } from "./task.ts";
import type { TrainResult, TrainTask } from "./train-task.ts";
import { decodeTrainingCheckpoint } from "./training-checkpoint.ts";
import { startPool, TaskError, type WorkerPool } from "./worker-pool.ts";

const ENTRY = new URL("../../test/counting-worker.ts", import.meta.url);
const QUIET: RunEvents = { onStart() {}, onProgress() {}, onFinish() {} };

function startScript(name: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  const script = fileURLToPath(new URL(`../../test/${name}`, import.meta.url));
  return spawn(process.execPath, [...process.execArgv, script, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
}

/** What the script printed. */
async function finish(child: ChildProcess): Promise<Record<string, unknown>> {
  const [output] = await Promise.all([text(child.stdout!), once(child, "exit")]);
  return JSON.parse(output) as Record<string, unknown>;
}

async function waitFor(child: ChildProcess, condition: () => boolean): Promise<void> {
  while (!condition()) {
    expect(child.exitCode, "the script ended too early").toBeNull();
    await setTimeout(2);
  }
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}

/** Epochs that the files hold. */
function countEpochs(store: RunStore, task: CountTask): number {
  if (store.findRun(task) !== null) return task.epochs;
  return (store.findCheckpoint(task)?.length ?? 0) / Uint32Array.BYTES_PER_ELEMENT;
}

const sumOf = <Item>(items: readonly Item[], figure: (item: Item) => number): number =>
  items.reduce((sum, item) => sum + figure(item), 0);

const withoutTime = (results: Record<string, unknown>) =>
  Object.values(results as Record<string, TrainResult>).map((result) => ({ ...result, seconds: 0 }));

function newDirectory(kernels = "counts"): { directory: string; log: string; store: RunStore } {
  const directory = mkdtempSync(join(tmpdir(), "run-tasks-"));
  const store = openRunStore(directory, { numerics: "strict", kernels, data: {}, version: "test" });
  return { directory, log: join(directory, "log"), store };
}

function newPool(count: number): WorkerPool {
  const pool = startPool({ count, entry: ENTRY, data: { step: 12345 }, numerics: "strict" });
  onTestFinished(() => pool.close());
  return pool;
}

function countTask(log: string, seed: number, epochs: number, change: Partial<CountTask> = {}): CountTask {
  return { kind: "count", id: `seed-${seed}`, seed, epochs, log, epochMs: 1, failAt: null, ...change };
}

function run(
  tasks: readonly CountTask[],
  pool: WorkerPool,
  store: RunStore,
  events: Partial<RunEvents> = {},
  signal = new AbortController().signal,
) {
  return runTasks(tasks, {
    pool,
    store,
    events: { ...QUIET, ...events },
    estimateSeconds: (task) => (task as CountTask).epochs,
    signal,
  });
}

const epochsIn = (log: string): string[] => readFileSync(log, "utf8").trim().split("\n");

test("results do not depend on the number of workers, and what is finished is not run again", async () => {
  const one = newDirectory();
  const three = newDirectory();
  const plan = (log: string): CountTask[] => [3, 9, 1, 5, 7].map((epochs, seed) => countTask(log, seed, epochs));
  const first = await run(plan(one.log), newPool(1), one.store);
  const second = await run(plan(three.log), newPool(3), three.store);
  expect(Object.fromEntries(second)).toEqual(Object.fromEntries(first));
  expect(epochsIn(one.log)).toHaveLength(25);

  const again = await run([...plan(one.log), countTask(one.log, 99, 2)], newPool(1), one.store);
  expect(again.size).toBe(6);
  expect(epochsIn(one.log)).toHaveLength(27);
});

test("longer tasks start first", async () => {
  const { log, store } = newDirectory();
  const started: string[] = [];
  const tasks = [2, 8, 5].map((epochs, seed) => countTask(log, seed, epochs));
  await run(tasks, newPool(1), store, { onStart: (_, task) => started.push(task.id) });
  expect(started).toEqual(["seed-1", "seed-2", "seed-0"]);
});

test("an interruption leaves a checkpoint from which the run goes on, losing nothing", async () => {
  const { log, store } = newDirectory();
  const task = countTask(log, 4, 60, { epochMs: 5 });
  const controller = new AbortController();
  const reason = new Error("the user wants it");
  const onProgress = (): void => controller.abort(reason);
  await expect(run([task, countTask(log, 5, 3)], newPool(1), store, { onProgress }, controller.signal)).rejects.toBe(
    reason,
  );
  const before = epochsIn(log).length;
  expect(before).toBeLessThan(60);

  const resumed: boolean[] = [];
  const results = await run([task], newPool(1), store, {
    onStart: (_slot, _task, fromCheckpoint) => resumed.push(fromCheckpoint),
  });
  expect(resumed).toEqual([true]);
  expect(epochsIn(log)).toEqual(Array.from({ length: 60 }, (_, i) => `seed-4 ${i + 1}`));
  const undisturbed = newDirectory();
  const expected = await run([{ ...task, log: undisturbed.log }], newPool(1), undisturbed.store);
  expect(results).toEqual(expected);
});

test("killed in mid-run, it goes on where the files stand, and ends as an undisturbed run does", async () => {
  const { directory, log, store } = newDirectory();
  const plan = [30, 40, 50, 10].map((epochs, seed) => countTask(log, seed, epochs, { epochMs: 8 }));
  const saved = (): number => sumOf(plan, (task) => countEpochs(store, task));
  let trained = 0;
  for (const target of [25, 70]) {
    const victim = startScript("run-counts.ts", [directory, "2", JSON.stringify(plan)]);
    const before = saved();
    await waitFor(victim, () => saved() >= target);
    await kill(victim);
    // every epoch in the log is one that was missing in the files when this process started
    expect(new Set(epochsIn(log).slice(trained)).size).toBe(epochsIn(log).length - trained);
    expect(before + epochsIn(log).length - trained).toBeGreaterThanOrEqual(saved());
    trained = epochsIn(log).length;
  }
  const missing = 130 - saved();
  const output = await finish(startScript("run-counts.ts", [directory, "2", JSON.stringify(plan)]));
  expect(epochsIn(log).length - trained).toBe(missing);
  expect(new Set(epochsIn(log)).size).toBe(130);

  const undisturbed = newDirectory();
  const again = plan.map((task) => ({ ...task, log: undisturbed.log, epochMs: 0 }));
  expect(output).toEqual(Object.fromEntries(await run(again, newPool(2), undisturbed.store)));
});

test("trainings killed in mid-run go on from their checkpoints, and end with the weights of undisturbed ones", async () => {
  const { directory, log, store } = newDirectory("fits");
  const plan = [1, 2, 3].map((seed) => smallTrainTask(seed, { epochs: 150, batchSize: 1, keepWeights: seed === 1 }));
  const start = (into: string, epochLog: string, workers: number): ChildProcess =>
    startScript("train-plan.ts", [into, String(workers), JSON.stringify(plan)], { TRAINED_EPOCHS: epochLog });
  const victim = start(directory, log, 2);
  const checkpoints = (): Uint8Array[] => plan.flatMap((task) => store.findCheckpoint(task) ?? []);
  await waitFor(victim, () => checkpoints().length > 0);
  await kill(victim);

  const before = epochsIn(log).length;
  const finished = plan.filter((task) => store.findRun(task) !== null).length * 150;
  const saved = finished + sumOf(checkpoints(), (bytes) => decodeTrainingCheckpoint(bytes).epochs.length);
  expect(saved).toBeGreaterThan(0);
  const resumed = await finish(start(directory, log, 2));
  expect(epochsIn(log).length - before).toBe(450 - saved);

  const undisturbed = newDirectory();
  const expected = await finish(start(undisturbed.directory, undisturbed.log, 1));
  expect(withoutTime(resumed)).toEqual(withoutTime(expected));
});

test("a task that fails ends the plan in one line that names it; the others leave checkpoints", async () => {
  const { directory, log, store } = newDirectory();
  const plan = [countTask(log, 1, 500, { epochMs: 2 }), countTask(log, 2, 400, { failAt: 5 })];
  const failure = run(plan, newPool(2), store);
  await expect(failure).rejects.toThrow(TaskError);
  await expect(failure).rejects.toThrow(/^Cannot finish seed-2: the test wants it to fail$/);
  expect(readdirSync(join(directory, "runs")).sort()).toEqual(
    plan.map((task) => `${store.keyOf(task)}.checkpoint`).sort(),
  );
});

test("a worker that dies is told, not waited for", async () => {
  const { log, store } = newDirectory();
  const pool = newPool(1);
  const onProgress = (): void => void pool.close();
  await expect(run([countTask(log, 1, 500, { epochMs: 2 })], pool, store, { onProgress })).rejects.toThrow(
    /^Cannot finish seed-1: its worker died/,
  );
});

test("a corrupt result stops the plan before anything is trained", async () => {
  const { directory, log, store } = newDirectory();
  const task = countTask(log, 1, 2);
  writeFileSync(join(directory, "runs", `${store.keyOf(task)}.json`), "{");
  await expect(run([countTask(log, 2, 2), task], newPool(1), store)).rejects.toThrow(
    /it is not whole JSON; delete this file/,
  );
  expect(existsSync(log)).toBe(false);
});

test("the result of a plan is what its tasks gave", async () => {
  const { log, store } = newDirectory();
  const results = await run([countTask(log, 1, 2)], newPool(1), store);
  const first = (Math.imul(1, 1664525) + 12345) >>> 0;
  expect((results.get("seed-1") as CountResult).states).toEqual([first, (Math.imul(first, 1664525) + 12345) >>> 0]);
});

test("a worker with nothing left in a stage begins the next; stages end in their order", async () => {
  const { log, store } = newDirectory();
  const stages = [
    [countTask(log, 1, 60, { epochMs: 4 }), countTask(log, 2, 1)],
    [],
    [countTask(log, 3, 2), countTask(log, 4, 4)],
  ];
  const told: string[] = [];
  const results = await runStages(stages, {
    pool: newPool(2),
    store,
    events: { ...QUIET, onStart: (_, { id }) => told.push(id), onFinish: (_, { id }) => told.push(`${id} ends`) },
    estimateSeconds: (task) => (task as CountTask).epochs,
    signal: new AbortController().signal,
    onStageEnd: (stage) => told.push(`stage ${stage} ends`),
  });
  expect(told.slice(0, 2)).toEqual(["seed-1", "seed-2"]);
  expect(told.indexOf("seed-4")).toBeLessThan(told.indexOf("seed-3"));
  expect(told.indexOf("seed-3 ends")).toBeLessThan(told.indexOf("seed-1 ends"));
  expect(told.slice(-4)).toEqual(["seed-1 ends", "stage 0 ends", "stage 1 ends", "stage 2 ends"]);
  expect(results.size).toBe(4);
});

test("trainings that begin alike train their beginning once", async () => {
  const { log, store } = newDirectory("fits");
  vi.stubEnv("TRAINED_EPOCHS", log);
  const entry = new URL("../../test/training-worker.ts", import.meta.url);
  const pool = startPool({ count: 1, entry, data: drawSmallLabData(), numerics: "strict" });
  onTestFinished(() => pool.close());
  onTestFinished(() => void vi.unstubAllEnvs());
  const leader = smallTrainTask(1, { id: "leader", epochs: 9 });
  const follower: TrainTask = { ...leader, id: "follower", epochs: 7, doctor: false };
  const estimateSeconds = (task: Task): number => (task as TrainTask).epochs;
  const options = { pool, events: QUIET, estimateSeconds, signal: new AbortController().signal };
  const together = await runTasks([follower, leader], { ...options, store });
  expect(epochsIn(log)).toEqual(Array.from({ length: 9 }, (_, i) => `leader ${i + 1}`));
  const alone = await runTasks([follower], { ...options, store: newDirectory("fits").store });
  const withoutSeconds = (results: ReadonlyMap<string, unknown>) => ({
    ...(results.get("follower") as TrainResult),
    seconds: 0,
  });
  expect(withoutSeconds(together)).toEqual(withoutSeconds(alone));
});
