import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Task } from "study";
import { describe, expect, onTestFinished, test } from "vitest";
import { smallTrainTask } from "../../../test/small-train-task.ts";
import { TRIALS, testSourceContract } from "../../../test/source-contract.ts";
import { InputError } from "../../errors.ts";
import { openStore } from "../../store/open-store.ts";
import type { LabStore } from "../../store/store.ts";
import { describeOutcome } from "../attempt-outcome.ts";
import type { EndedAttempt } from "../trial-source.ts";
import { openPlan, type Plan } from "./open-plan.ts";
import { PlanSource } from "./plan-source.ts";

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
  const opened = await openPlan(store, plan, { test: true });
  const take = async (task: Task) => {
    const source = new PlanSource(opened, [[task]], () => 1);
    const attempt = (await source.next(0))!;
    const { lease, checkpoint } = attempt;
    return {
      checkpoint,
      save: () => store.saveCheckpoint(lease, Uint8Array.of(1, 2, 3), 1),
      end: (result: unknown) => source.end(attempt, endOf(task, result)),
      release: () => source.release(attempt, "stopped"),
    };
  };
  return { store, finished: opened.finished, trials: opened.trials, take };
}

function endOf(task: Task, result: unknown): EndedAttempt {
  const outcome = describeOutcome({ kind: "done", task, result, weights: null }, { metric: "train-loss", at: "last" });
  return { kind: "ended", outcome, result, seconds: 2, failure: null };
}

async function finish(file: string, plan: Plan, task: Task, result: unknown = RESULT): Promise<void> {
  const { take } = await openAgain(file, plan);
  await (await take(task)).end(result);
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
  const { store, finished, take } = await openAgain(file, plan);
  const attempt = await take(A);
  await attempt.save();
  await attempt.release();
  expect((await openAgain(file, plan)).trials.get(A.id)!.checkpointSha256).not.toBeNull();
  const resumed = await take(A);
  expect(resumed.checkpoint).toEqual(Uint8Array.of(1, 2, 3));
  await resumed.end({ ...RESULT, zero: -0 });
  const expected = [["a/seed-1", { result: { ...RESULT, zero: 0 }, seconds: 2 }]];
  expect(Array.from(finished)).toEqual(expected);
  const again = await openAgain(file, plan);
  expect(Array.from(again.finished)).toEqual(expected);
  expect(again.trials.get(A.id)!.checkpointSha256).toBeNull();
  const [trial] = await store.listTrials(1);
  expect(trial).toMatchObject({ status: "finished", seconds: 2, epochs: 1, attempts: 2, objective: null });
});

test("another spec is another experiment, of the first free name; each is gone on with whatever it is called", async () => {
  const file = newFile();
  const other = (seed: number) => planOf([A], { spec: { kind: "tasks", seed } as Plan["spec"] });
  await finish(file, planOf([A]), A);
  await finish(file, other(2), A, "two");
  const { store, finished } = await openAgain(file, other(3));
  expect(finished.size).toBe(0);
  expect((await store.listExperiments()).map(({ name }) => name)).toEqual(["plan-3", "plan-2", "plan"]);
  await store.removeExperiment((await store.findExperiment("plan"))!.id);
  expect((await openAgain(file, other(2))).finished.get(A.id)?.result).toBe("two");
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
  const { finished } = await openAgain(file, plan);
  expect(Array.from(finished.keys())).toEqual([C.id]);
  expect((await store.listTrials(1)).map(({ number, status }) => [number, status])).toEqual([
    [0, "ready"],
    [1, "ready"],
    [2, "finished"],
  ]);
});

test("a task begins from its leader's checkpoint, even when it is taken at once", async () => {
  const leader = smallTrainTask(1, { id: "leader", epochs: 9 });
  const follower = { ...leader, id: "follower", epochs: 4 };
  const opened = await openPlan(await open(newFile()), planOf([leader, follower]), { test: true });
  const source = new PlanSource(opened, [[leader, follower]], (task) => (task as typeof leader).epochs);
  const first = (await source.next(0))!;
  expect(first.task.id).toBe("leader");
  first.onFork("follower", Uint8Array.of(7));
  expect(await source.next(1)).toMatchObject({ task: { id: "follower" }, checkpoint: Uint8Array.of(7) });
});

test("what a process writes whose trial was taken by another is refused in one line", async () => {
  const file = newFile();
  const plan = planOf([A]);
  const first = await openAgain(file, plan);
  const attempt = await first.take(A);
  const second = await openAgain(file, plan);
  const line = `Cannot keep trial 0 in ${file}: it was removed, cancelled or taken by another process meanwhile; run the command again to do it again`;
  await (await second.take(A)).end(RESULT);
  await expect(attempt.end("late")).rejects.toThrow(line);
  expect(await attempt.save()).toBe(false);
  await expect(attempt.release()).rejects.toThrow(line);
  expect((await openAgain(file, plan)).finished.get(A.id)?.result).toEqual(RESULT);
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
    ["with one bit changed", "update blobs set bytes = cast(substr(bytes, 1, 2) || x'00' as blob)"],
  ])("a checkpoint %s", async (_, damage) => {
    const file = newFile();
    const plan = planOf([A]);
    const attempt = await (await openAgain(file, plan)).take(A);
    await attempt.save();
    await attempt.release();
    using database = new DatabaseSync(file);
    expect(database.prepare(damage).run().changes).toBe(1);
    const taken = (await openAgain(file, plan)).take(A);
    await expect(taken).rejects.toThrow(InputError);
    await expect(taken).rejects.toThrow(
      /^Cannot read the checkpoint of .*: the bytes are damaged, their SHA-256 is [0-9a-f]{64}, should be .*; train it again after: minibatch runs retry /,
    );
  });
});

describe("a plan as a source", () => {
  testSourceContract((title, body) => {
    test(title, { timeout: 60_000 }, async (context) => {
      const store = await open(newFile());
      const create = async (name: string) => {
        const tasks = Array.from({ length: TRIALS }, (_, i): Task => ({ kind: "count", id: `${name}/${i}` }));
        const plan = planOf(tasks, { name, spec: { kind: "tasks", name } as Plan["spec"] });
        const begin = async () => {
          const opened = await openPlan(store, plan, { test: true });
          const missing = tasks.filter(({ id }) => !opened.finished.has(id));
          return new PlanSource(opened, [missing], () => 1);
        };
        await begin();
        return { id: (await store.findExperiment(name))!.id, open: begin };
      };
      await body({ store, failureEndsRun: true, create }, context);
    });
  });
});
