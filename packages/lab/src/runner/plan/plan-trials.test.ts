import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Task } from "study";
import { describe, expect, onTestFinished, test } from "vitest";
import { smallTrainTask } from "../../../test/small-train-task.ts";
import { InputError } from "../../errors.ts";
import { openStore } from "../../store/open-store.ts";
import type { LabStore } from "../../store/store.ts";
import type { Plan } from "./open-plan.ts";
import { openPlanTrials } from "./plan-trials.ts";

const A: Task = { kind: "count", id: "a/seed-1" };
const B: Task = { kind: "count", id: "b/seed-2" };
const RESULT = { loss: [0.1, 0.25] };

function planOf(tasks: readonly Task[], change: Partial<Plan> = {}): Plan {
  return {
    name: "plan",
    spec: { kind: "tasks" },
    data: { images: "ab" },
    synthetic: false,
    objective: { metric: "validation-accuracy", at: "last" },
    tasks: tasks.map((task, i) => ({ configuration: i, repeat: 0, parameters: { task: task.id }, seed: 1, task })),
    ...change,
  };
}

function newFile(): string {
  return join(mkdtempSync(join(tmpdir(), "plan-")), "runs.sqlite");
}

async function open(file: string): Promise<LabStore> {
  const store = await openStore(file);
  onTestFinished(() => store.close());
  return store;
}

/** As a process does that is called again. */
async function openAgain(file: string, plan: Plan) {
  const store = await open(file);
  const trials = await openPlanTrials(store, plan, { test: true });
  return { store, trials, take: (task: Task) => trials.take(task, 0, () => {}) };
}

async function finish(file: string, plan: Plan, task: Task, result: unknown = RESULT): Promise<void> {
  const { trials, take } = await openAgain(file, plan);
  await trials.end(task, await take(task), { result, seconds: 2, weights: null });
}

test("a plan is an experiment with a trial per task; opened again it is the same one", async () => {
  const file = newFile();
  const training = smallTrainTask(3, { epochs: 7 });
  const plan = planOf([A, training]);
  for (let time = 0; time < 2; time++) {
    const { store } = await openAgain(file, plan);
    const [experiment, ...others] = await store.listExperiments();
    expect(others).toEqual([]);
    expect(experiment).toMatchObject({
      ...{ name: "plan", spec: plan.spec, data: plan.data, synthetic: false, expectedTrials: 2 },
      objective: { metric: "validationAccuracy", goal: "max" },
    });
    const waiting = { status: "ready", attempts: 0, thresholds: null, repeat: 0, seed: 1 };
    expect(await store.listTrials(experiment!.id)).toMatchObject([
      { ...waiting, number: 0, configuration: 0, parameters: { task: A.id }, task: A, untilEpoch: 1 },
      { ...waiting, number: 1, configuration: 1, parameters: { task: training.id }, task: training, untilEpoch: 7 },
    ]);
  }
});

test("a result is found again, as JSON gives it back, and its checkpoint is gone with it", async () => {
  const file = newFile();
  const plan = planOf([A, B]);
  const { store, trials, take } = await openAgain(file, plan);
  const turn = await take(A);
  await turn.save(Uint8Array.of(1, 2, 3), 1);
  await turn.release();
  expect((await openAgain(file, plan)).trials.hasCheckpoint(A)).toBe(true);
  const resumed = await take(A);
  expect(resumed.checkpoint).toEqual(Uint8Array.of(1, 2, 3));
  await trials.end(A, resumed, { result: { ...RESULT, zero: -0 }, seconds: 2, weights: null });
  const finished = [["a/seed-1", { result: { ...RESULT, zero: 0 }, seconds: 2 }]];
  expect(Array.from(trials.finished)).toEqual(finished);
  const again = await openAgain(file, plan);
  expect(Array.from(again.trials.finished)).toEqual(finished);
  expect(again.trials.hasCheckpoint(A)).toBe(false);
  const [trial] = await store.listTrials(1);
  expect(trial).toMatchObject({ status: "finished", seconds: 2, epochs: 1, attempts: 2, objective: null });
});

test("another spec is another experiment, of the first free name; each is gone on with whatever it is called", async () => {
  const file = newFile();
  const other = (seed: number) => planOf([A], { spec: { kind: "tasks", seed } as Plan["spec"] });
  await finish(file, planOf([A]), A);
  await finish(file, other(2), A, "two");
  const { store, trials } = await openAgain(file, other(3));
  expect(trials.finished.size).toBe(0);
  expect((await store.listExperiments()).map(({ name }) => name)).toEqual(["plan-3", "plan-2", "plan"]);
  await store.removeExperiment((await store.findExperiment("plan"))!.id);
  expect((await openAgain(file, other(2))).trials.finished.get(A.id)?.result).toBe("two");
  await openAgain(file, planOf([A]));
  expect((await store.listExperiments()).map(({ name }) => name)).toEqual(["plan", "plan-3", "plan-2"]);
});

test("trials that were removed, cancelled or left running are to be done again", async () => {
  const file = newFile();
  const C: Task = { kind: "count", id: "c/seed-3" };
  const plan = planOf([A, B, C]);
  await finish(file, plan, A);
  await finish(file, plan, C);
  const { store, take } = await openAgain(file, plan);
  await take(B);
  await store.removeTrials(1, [0]);
  await store.cancelExperiment(1);
  const { trials } = await openAgain(file, plan);
  expect(Array.from(trials.finished.keys())).toEqual([C.id]);
  expect((await store.listTrials(1)).map(({ number, status }) => [number, status])).toEqual([
    [0, "ready"],
    [1, "ready"],
    [2, "finished"],
  ]);
});

test("a checkpoint of another goes with the task, even when it is taken at once", async () => {
  const file = newFile();
  const { trials, take } = await openAgain(file, planOf([A]));
  trials.seed(A, Uint8Array.of(7), 4);
  expect((await take(A)).checkpoint).toEqual(Uint8Array.of(7));
});

test("what a process writes whose trial was taken by another is refused in one line", async () => {
  const file = newFile();
  const plan = planOf([A]);
  let stopped = 0;
  const first = await openAgain(file, plan);
  const turn = await first.trials.take(A, 0, () => stopped++);
  const second = await openAgain(file, plan);
  const line = `Cannot keep trial 0 in ${file}: it was removed, cancelled or taken by another process meanwhile; run the command again to do it again`;
  await second.trials.end(A, await second.take(A), { result: RESULT, seconds: 1, weights: null });
  await expect(first.trials.end(A, turn, { result: "late", seconds: 1, weights: null })).rejects.toThrow(line);
  await turn.save(Uint8Array.of(1), 1);
  await expect(turn.release()).rejects.toThrow(line);
  expect(stopped).toBe(1);
  expect((await openAgain(file, plan)).trials.finished.get(A.id)?.result).toEqual(RESULT);
  await expect(first.take(A)).rejects.toThrow(/^Cannot run a\/seed-1: its trial 0 in .* was removed or cancelled/);
});

describe("what is not whole is refused in one line that names the run and the fix", () => {
  test.each<[string, string]>([
    ["cut short", "update results set json = substr(json, 1, length(json) - 4)"],
    ["with one digit changed", "update results set json = replace(json, '0.25', '0.26')"],
    ["of another task", "update results set json = (select json from results where trial_id = 2) where trial_id = 1"],
    ["without its hash", `update results set json = '{"result": 1}'`],
    ["null", "update results set json = 'null'"],
    ["that is gone", "delete from results"],
  ])("a result %s", async (_, damage) => {
    const file = newFile();
    const plan = planOf([A, B]);
    for (const task of [A, B]) await finish(file, plan, task);
    using database = new DatabaseSync(file);
    expect(database.prepare(damage).run().changes).toBeGreaterThan(0);
    const refused = openAgain(file, plan);
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow(
      `Cannot go on with a/seed-1: its result in ${file} does not fit its SHA-256; train that run again after: minibatch runs rm plan/0 --store ${file}`,
    );
  });

  test.each<[string, string]>([
    ["cut short", "update blobs set bytes = substr(bytes, 1, length(bytes) - 1)"],
    ["with one bit changed", "update blobs set bytes = cast(substr(bytes, 1, 99) || x'00' as blob)"],
  ])("a checkpoint %s", async (_, damage) => {
    const file = newFile();
    const plan = planOf([A]);
    const turn = await (await openAgain(file, plan)).take(A);
    await turn.save(new Uint8Array(100).fill(7), 1);
    await turn.release();
    using database = new DatabaseSync(file);
    expect(database.prepare(damage).run().changes).toBe(1);
    const taken = (await openAgain(file, plan)).take(A);
    await expect(taken).rejects.toThrow(InputError);
    await expect(taken).rejects.toThrow(
      /^Cannot read the checkpoint of .*: the bytes are damaged, their SHA-256 is [0-9a-f]{64}, should be .*; train it again after: minibatch runs retry /,
    );
  });
});
