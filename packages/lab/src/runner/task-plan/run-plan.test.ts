import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { defineOptimizer } from "minibatch";
import type { Task, TrainResult, TrainTask } from "study";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { CountResult, CountTask } from "../../../test/counting-worker.ts";
import { type OpenTaskPlan, openTaskPlan } from "../../../test/open-task-plan.ts";
import { drawSmallLabData } from "../../../test/small-lab-data.ts";
import { smallTrainTask } from "../../../test/small-train-task.ts";
import { OutputError } from "../../errors.ts";
import type { TrialRecord } from "../../store/store.ts";
import { hashBytes } from "../../training/hash-weights.ts";
import { startPool, TaskError, type ThreadPool } from "../../training/thread-pool.ts";
import { decodeTrainingCheckpoint } from "../../training/training-checkpoint.ts";
import { PlanSource } from "./plan-source.ts";
import { runPlan, type TaskEvents } from "./run-plan.ts";

const ENTRY = new URL("../../../test/counting-worker.ts", import.meta.url);
const QUIET: TaskEvents = { onStart() {}, onProgress() {}, onFinish() {} };

function startScript(name: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  const script = fileURLToPath(new URL(`../../../test/${name}`, import.meta.url));
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

async function waitFor(child: ChildProcess, condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) {
    expect(child.exitCode, "the script ended too early").toBeNull();
    await setTimeout(2);
  }
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}

/** The plan's trials as the store has them now, in the order of the plan. */
function readTrials({ store, id }: OpenTaskPlan): Promise<TrialRecord[]> {
  return store.listTrials(id);
}

/** Epochs that the store holds of counting tasks. */
async function countEpochs(plan: OpenTaskPlan): Promise<number> {
  const epochs = (await readTrials(plan)).map(async ({ id, status, task }) => {
    if (status === "finished") return (task as object as CountTask).epochs;
    return ((await plan.store.readCheckpoint(id))?.length ?? 0) / Uint32Array.BYTES_PER_ELEMENT;
  });
  return sumOf(await Promise.all(epochs), (count) => count);
}

const sumOf = <Item>(items: readonly Item[], figure: (item: Item) => number): number =>
  items.reduce((sum, item) => sum + figure(item), 0);

const withoutTime = (results: Record<string, unknown>) =>
  Object.values(results as Record<string, TrainResult>).map((result) => ({ ...result, seconds: 0 }));

function newDirectory(): { directory: string; log: string } {
  const directory = mkdtempSync(join(tmpdir(), "run-plan-"));
  return { directory, log: join(directory, "log") };
}

async function open(directory: string, tasks: readonly Task[]): Promise<OpenTaskPlan> {
  const plan = await openTaskPlan(directory, tasks);
  onTestFinished(() => plan.store.close());
  return plan;
}

function newPool(count: number): ThreadPool {
  const pool = startPool({ count, entry: ENTRY, setup: { data: { step: 12345 }, numerics: "strict" } });
  onTestFinished(() => pool.close());
  return pool;
}

function countTask(log: string, seed: number, epochs: number, change: Partial<CountTask> = {}): CountTask {
  return { kind: "count", id: `seed-${seed}`, seed, epochs, log, epochMs: 1, failAt: null, ...change };
}

function run(
  tasks: readonly CountTask[],
  pool: ThreadPool,
  { plan }: OpenTaskPlan,
  events: Partial<TaskEvents> = {},
  signal = new AbortController().signal,
) {
  return runPlan({
    ...{ plan, pool, sections: [tasks] },
    events: { ...QUIET, ...events },
    estimateSeconds: (task) => (task as CountTask).epochs,
    signal,
  });
}

/** A plan in a directory of its own, run to its end. */
async function runNew(
  tasks: (log: string) => readonly CountTask[],
  pool: ThreadPool,
  events: Partial<TaskEvents> = {},
) {
  const { directory, log } = newDirectory();
  const plan = tasks(log);
  return { directory, log, results: await run(plan, pool, await open(directory, plan), events) };
}

const epochsIn = (log: string): string[] => readFileSync(log, "utf8").trim().split("\n");

test("a store that is replaced meanwhile ends the run; what is finished is saved, and it goes on from there", async () => {
  const { directory, log } = newDirectory();
  const plan = [3, 3, 50, 50].map((epochs, seed) => countTask(log, seed, epochs));
  const opened = await openTaskPlan(directory, plan);
  const file = join(directory, "runs.sqlite");
  let ends = 0;
  const onFinish = (): void => {
    if (++ends === 2) writeFileSync(`${file}.new`, "");
    if (ends === 2) renameSync(`${file}.new`, file);
  };
  const broken = run(plan, newPool(2), opened, { onFinish });
  await expect(broken).rejects.toThrow(OutputError);
  await expect(broken).rejects.toThrow(
    /: another file was put in its place .*; all that was trained is in \S+\.saved: move/,
  );
  await opened.store.close();
  renameSync(`${file}.saved`, file);
  const again = await open(directory, plan);
  expect(again.plan.finished.size).toBe(2);
  const quiet = await runNew(() => plan, newPool(1));
  expect(await run(plan, newPool(2), again)).toEqual(quiet.results);
});

test("results do not depend on the number of workers, and what is finished is not run again", async () => {
  const plan = (log: string): CountTask[] => [3, 9, 1, 5, 7].map((epochs, seed) => countTask(log, seed, epochs));
  const one = await runNew(plan, newPool(1));
  const three = await runNew(plan, newPool(3));
  expect(Object.fromEntries(three.results)).toEqual(Object.fromEntries(one.results));
  expect(epochsIn(one.log)).toHaveLength(25);

  const longer = [...plan(one.log), countTask(one.log, 99, 2)];
  const again = await run(longer, newPool(1), await open(one.directory, longer));
  expect(again.size).toBe(6);
  expect(epochsIn(one.log)).toHaveLength(27);
});

test("longer tasks start first", async () => {
  const started: string[] = [];
  await runNew((log) => [2, 8, 5].map((epochs, seed) => countTask(log, seed, epochs)), newPool(1), {
    onStart: (_, task) => started.push(task.id),
  });
  expect(started).toEqual(["seed-1", "seed-2", "seed-0"]);
});

test("an interruption leaves a checkpoint from which the run goes on, losing nothing", async () => {
  const { directory, log } = newDirectory();
  const task = countTask(log, 4, 60, { epochMs: 5 });
  const plan = [task, countTask(log, 5, 3)];
  const controller = new AbortController();
  const reason = new Error("the user wants it");
  const onProgress = (): void => controller.abort(reason);
  const interrupted = await open(directory, plan);
  await expect(run(plan, newPool(1), interrupted, { onProgress }, controller.signal)).rejects.toBe(reason);
  const before = epochsIn(log).length;
  expect(before).toBeLessThan(60);
  expect(await readTrials(interrupted)).toMatchObject([
    { status: "ready", attempts: 1 },
    { status: "ready", attempts: 0 },
  ]);

  const resumed: boolean[] = [];
  const results = await run([task], newPool(1), await open(directory, plan), {
    onStart: (_thread, _task, fromCheckpoint) => resumed.push(fromCheckpoint),
  });
  expect(resumed).toEqual([true]);
  expect(epochsIn(log)).toEqual(Array.from({ length: 60 }, (_, i) => `seed-4 ${i + 1}`));
  const undisturbed = await runNew((otherLog) => [{ ...task, log: otherLog }], newPool(1));
  expect(results).toEqual(undisturbed.results);
});

test("killed in mid-run, it goes on where the store stands, and ends as an undisturbed run does", async () => {
  const { directory, log } = newDirectory();
  const plan = [30, 40, 50, 10].map((epochs, seed) => countTask(log, seed, epochs, { epochMs: 8 }));
  const opened = await open(directory, plan);
  const saved = (): Promise<number> => countEpochs(opened);
  let trained = 0;
  for (const target of [25, 70]) {
    const before = await saved();
    const victim = startScript("run-counts.ts", [directory, "2", JSON.stringify(plan)]);
    await waitFor(victim, async () => (await saved()) >= target);
    await kill(victim);
    // every epoch in the log is one that was missing in the store when this process started
    expect(new Set(epochsIn(log).slice(trained)).size).toBe(epochsIn(log).length - trained);
    expect(before + epochsIn(log).length - trained).toBeGreaterThanOrEqual(await saved());
    trained = epochsIn(log).length;
  }
  const missing = 130 - (await saved());
  const output = await finish(startScript("run-counts.ts", [directory, "2", JSON.stringify(plan)]));
  expect(epochsIn(log).length - trained).toBe(missing);
  expect(new Set(epochsIn(log)).size).toBe(130);

  const undisturbed = await runNew(
    (otherLog) => plan.map((task) => ({ ...task, log: otherLog, epochMs: 0 })),
    newPool(2),
  );
  expect(output).toEqual(Object.fromEntries(undisturbed.results));
});

test("trainings killed in mid-run go on from their checkpoints, and end with the weights of undisturbed ones", async () => {
  const { directory, log } = newDirectory();
  const plan = [1, 2, 3].map((seed) => smallTrainTask(seed, { epochs: 150, batchSize: 1, keepWeights: seed === 1 }));
  const start = (into: string, epochLog: string, workers: number): ChildProcess =>
    startScript("train-plan.ts", [into, String(workers), JSON.stringify(plan)], { TRAINED_EPOCHS: epochLog });
  const opened = await open(directory, plan);
  const victim = start(directory, log, 2);
  const isSaved = ({ checkpointSha256 }: TrialRecord): boolean => checkpointSha256 !== null;
  await waitFor(victim, async () => (await readTrials(opened)).some(isSaved));
  await kill(victim);

  const before = epochsIn(log).length;
  const trials = await readTrials(opened);
  const checkpoints = await Promise.all(trials.filter(isSaved).map(({ id }) => opened.store.readCheckpoint(id)));
  const finished = trials.filter(({ status }) => status === "finished").length * 150;
  const saved = finished + sumOf(checkpoints, (bytes) => decodeTrainingCheckpoint(bytes!).epochs.length);
  expect(saved).toBeGreaterThan(0);
  expect(sumOf(trials, ({ epochs }) => epochs)).toBe(saved);
  const resumed = await finish(start(directory, log, 2));
  expect(epochsIn(log).length - before).toBe(450 - saved);

  const undisturbed = newDirectory();
  const expected = await finish(start(undisturbed.directory, undisturbed.log, 1));
  expect(withoutTime(resumed)).toEqual(withoutTime(expected));
});

test("a task that fails ends the plan in one line that names it; it and the others leave checkpoints", async () => {
  const { directory, log } = newDirectory();
  const plan = [countTask(log, 1, 500, { epochMs: 2 }), countTask(log, 2, 400, { failAt: 5 })];
  const opened = await open(directory, plan);
  const failure = run(plan, newPool(2), opened);
  await expect(failure).rejects.toThrow(TaskError);
  await expect(failure).rejects.toThrow(/^Cannot finish seed-2: the test wants it to fail$/);
  const trials = await readTrials(opened);
  expect(trials).toMatchObject([{ status: "ready" }, { status: "ready" }]);
  for (const { checkpointSha256 } of trials) expect(checkpointSha256).toMatch(/^[0-9a-f]{64}$/);
});

test("a worker that dies is told, not waited for", async () => {
  const { directory, log } = newDirectory();
  const plan = [countTask(log, 1, 500, { epochMs: 2 })];
  const pool = newPool(1);
  const onProgress = (): void => void pool.close();
  await expect(run(plan, pool, await open(directory, plan), { onProgress })).rejects.toThrow(
    /^Cannot finish seed-1: its worker died/,
  );
});

test("a trial that is removed while it runs stops its worker and the plan in one line", async () => {
  const { directory, log } = newDirectory();
  const plan = [countTask(log, 1, 500, { epochMs: 2 })];
  const opened = await open(directory, plan);
  const removed: Promise<void>[] = [];
  const onProgress = (): void => void removed.push(opened.store.removeExperiment(opened.id));
  await expect(run(plan, newPool(1), opened, { onProgress })).rejects.toThrow(
    /^Cannot keep trial 0 in .*: it was removed, cancelled or taken by another process meanwhile; run the command again/,
  );
  expect(epochsIn(log).length).toBeLessThan(500);
  await Promise.allSettled(removed);
});

test("the result of a plan is what its tasks gave", async () => {
  const { results } = await runNew((log) => [countTask(log, 1, 2)], newPool(1));
  const first = (Math.imul(1, 1664525) + 12345) >>> 0;
  expect((results.get("seed-1") as object as CountResult).states).toEqual([
    first,
    (Math.imul(first, 1664525) + 12345) >>> 0,
  ]);
});

test("a thread with nothing left in a section begins the next; sections end in their order", async () => {
  const { directory, log } = newDirectory();
  const sections = [
    [countTask(log, 1, 60, { epochMs: 4 }), countTask(log, 2, 1)],
    [],
    [countTask(log, 3, 2), countTask(log, 4, 4)],
  ];
  const told: string[] = [];
  const results = await runPlan({
    ...{ sections, pool: newPool(2) },
    plan: (await open(directory, sections.flat())).plan,
    events: { ...QUIET, onStart: (_, { id }) => told.push(id), onFinish: (_, { id }) => told.push(`${id} ends`) },
    estimateSeconds: (task) => (task as CountTask).epochs,
    signal: new AbortController().signal,
    onSectionEnd: (section) => told.push(`section ${section} ends`),
  });
  expect(told.slice(0, 2)).toEqual(["seed-1", "seed-2"]);
  expect(told.indexOf("seed-4")).toBeLessThan(told.indexOf("seed-3"));
  expect(told.indexOf("seed-3 ends")).toBeLessThan(told.indexOf("seed-1 ends"));
  expect(told.slice(-4)).toEqual(["seed-1 ends", "section 0 ends", "section 1 ends", "section 2 ends"]);
  expect(results.size).toBe(4);
});

describe("trainings", () => {
  const leader = smallTrainTask(1, { id: "leader", epochs: 9 });
  const follower: TrainTask = { ...leader, id: "follower", epochs: 7, doctor: false };

  async function train(tasks: readonly TrainTask[], events: Partial<TaskEvents> = {}, signal?: AbortSignal) {
    const { directory, log } = newDirectory();
    vi.stubEnv("TRAINED_EPOCHS", log);
    const entry = new URL("../../../test/training-worker.ts", import.meta.url);
    const pool = startPool({ count: 1, entry, setup: { data: drawSmallLabData(), numerics: "strict" } });
    onTestFinished(() => pool.close());
    onTestFinished(() => void vi.unstubAllEnvs());
    const opened = await open(directory, tasks);
    const results = runPlan({
      ...{ plan: opened.plan, pool, sections: [tasks] },
      events: { ...QUIET, ...events },
      estimateSeconds: (task: Task) => (task as TrainTask).epochs,
      signal: signal ?? new AbortController().signal,
    });
    return { directory, log, plan: opened, results };
  }

  const withoutSeconds = (results: ReadonlyMap<string, unknown>) => ({
    ...(results.get("follower") as TrainResult),
    seconds: 0,
  });

  test("that begin alike train their beginning once", async () => {
    const together = await train([follower, leader]);
    const results = await together.results;
    expect(epochsIn(together.log)).toEqual(Array.from({ length: 9 }, (_, i) => `leader ${i + 1}`));
    const [trial] = await readTrials(together.plan);
    expect(await together.plan.store.listAttempts(trial!.id)).toMatchObject([{ fromEpoch: 7, outcome: "finished" }]);
    const alone = await train([follower]);
    expect(withoutSeconds(results)).toEqual(withoutSeconds(await alone.results));
  });

  test("a follower has its leader's checkpoint in the store before it is begun: it outlives the process", async () => {
    const controller = new AbortController();
    const reason = new Error("the user wants it");
    const onProgress: TaskEvents["onProgress"] = (_thread, _task, { epoch }) => epoch >= 7 && controller.abort(reason);
    const { directory, plan, results } = await train([follower, leader], { onProgress }, controller.signal);
    await expect(results).rejects.toBe(reason);
    const [waiting] = await readTrials(plan);
    expect(waiting).toMatchObject({ status: "ready", attempts: 0, epochs: 7 });
    const again = (await open(directory, [follower, leader])).plan;
    expect(again.trials.get(follower.id)!.checkpointSha256).not.toBeNull();
    const attempt = await new PlanSource(again, [[follower]], () => 1).next(0);
    expect(decodeTrainingCheckpoint(attempt!.checkpoint!).epochs).toHaveLength(7);
  });

  test("leave figures per epoch, their test, their weights and their result in their trials", async () => {
    const { plan, results } = await train([leader]);
    const result = (await results).get("leader") as object as TrainResult;
    const [trial] = await readTrials(plan);
    expect(trial).toMatchObject({
      status: "finished",
      epochs: 9,
      objective: result.epochs[8]!.validation!.accuracy,
      test: result.test,
      weightsSha256: result.weightsSha256,
      checkpointSha256: null,
      diagnosis: null,
    });
    const metrics = (await plan.store.readMetrics([trial!.id])).get(trial!.id)!;
    expect(Array.from(metrics.validationLoss!)).toEqual(result.epochs.map(({ validation }) => validation!.loss));
    expect(Array.from(metrics["hidden1.deadUnits"] ?? metrics["layer1.deadUnits"]!)).toEqual(
      result.epochs.map(({ layers }) => layers[0]!.deadUnits),
    );
    expect(hashBytes((await plan.store.readBlob(result.weightsSha256))!)).toBe(result.weightsSha256);
  });

  test("one that diverges is a result, and a failed trial with the doctor's diagnosis", async () => {
    const optimizer = defineOptimizer({ kind: "sgd", learningRate: 1e30 });
    const { directory, plan, results } = await train([smallTrainTask(1, { id: "wild", optimizer })]);
    const { diverged } = (await results).get("wild") as object as TrainResult;
    const [trial] = await readTrials(plan);
    expect(diverged).toMatch(/not finite|NaN|infinite/i);
    expect(trial).toMatchObject({ status: "failed", diagnosis: diverged, objective: null });
    const again = await open(directory, [smallTrainTask(1, { id: "wild", optimizer })]);
    expect(again.plan.finished.has("wild")).toBe(true);
  });
});
