import { defineOptimizer, restoreTrainer, type ScheduleInput } from "minibatch";
import type { TrainResult, TrainTask } from "study";
import { describe, expect, test } from "vitest";
import { drawSmallLabData } from "../../test/small-lab-data.ts";
import { smallTrainTask } from "../../test/small-train-task.ts";
import { executeTrain, type TrainingPace } from "./execute-train.ts";
import { hashWeights } from "./hash-weights.ts";
import { type Fork, planForks } from "./plan-forks.ts";
import { NO_LIMITS, type TaskContext, type TaskProgress } from "./task.ts";
import type { LabData } from "./training-data.ts";

const DATA = drawSmallLabData();
const EVERY_STEP: TrainingPace = { checkpointEveryMs: 500, tellEveryMs: 0 };

interface Watched {
  readonly progress: TaskProgress[];
  readonly checkpoints: Uint8Array[];
}

function train(
  task: TrainTask,
  change: Partial<TaskContext<LabData>> = {},
  seen: Watched = { progress: [], checkpoints: [] },
): Promise<TrainResult> {
  return executeTrain(
    task,
    {
      data: DATA,
      numerics: "strict",
      resumeFrom: null,
      signal: new AbortController().signal,
      progress: (progress) => void seen.progress.push(progress),
      checkpoint: async (bytes) => void seen.checkpoints.push(bytes),
      forks: [],
      handOver() {},
      limits: NO_LIMITS,
      handInWeights() {},
      ...change,
    },
    EVERY_STEP,
  );
}

const withoutTime = (result: TrainResult) => ({ ...result, seconds: 0 });

test("a training tells the figures of every epoch, the test split once, and learns", async () => {
  const result = await train(smallTrainTask(1));
  expect(result.epochs).toHaveLength(4);
  const [first, last] = [result.epochs[0]!, result.epochs[3]!];
  expect(last.train!.loss).toBeLessThan(first.batchLoss);
  expect(result.test!.accuracy).toBeGreaterThan(0.5);
  expect(last.validation!.accuracy).toBeGreaterThan(0.5);
  expect(last.deadUnits).toBeGreaterThanOrEqual(0);
  expect(last.saturation).toBeGreaterThanOrEqual(0);
  expect(last.meanActivation).toBeGreaterThan(0);
  expect(result).toMatchObject({ diverged: null, weights: null, seed: 1, id: "small/seed-1" });
});

test("what was not asked for is null", async () => {
  const data = { set: "mnist", split: "full", trainRows: 100, validationRows: null, testRows: 50 } as const;
  const task = smallTrainTask(1, { data, evaluateTrain: false, evaluateTest: false, doctor: false, epochs: 1 });
  const result = await train(task);
  expect(result.test).toBeNull();
  expect(result.epochs[0]).toMatchObject({
    train: null,
    validation: null,
    deadUnits: null,
    saturation: null,
    meanActivation: null,
  });
});

test("kept weights are the ones that were hashed, and evaluate as the test figures say", async () => {
  const result = await train(smallTrainTask(1, { keepWeights: true }));
  using trainer = await restoreTrainer(Buffer.from(result.weights!, "base64"), { numerics: "strict" });
  expect(hashWeights(trainer.weights())).toBe(result.weightsSha256);
  expect(await trainer.evaluate(DATA.mnist.test)).toEqual(result.test);
});

describe("stopped at any progress and taken up again, it ends as it would have", () => {
  const task = smallTrainTask(3, { keepWeights: true });
  test.each([1, 2, 20, 37, 38, 39, 100, 150])("after call %i", async (stopAt) => {
    const undisturbed = await train(task);
    const controller = new AbortController();
    const reason = new Error("stop");
    const seen: Watched = { progress: [], checkpoints: [] };
    const stopping = train(task, {
      signal: controller.signal,
      checkpoint: async (bytes) => void seen.checkpoints.push(bytes),
      progress(progress) {
        seen.progress.push(progress);
        if (seen.progress.length === stopAt) controller.abort(reason);
      },
    });
    await expect(stopping).rejects.toBe(reason);
    const again: Watched = { progress: [], checkpoints: [] };
    const result = await train(task, { resumeFrom: seen.checkpoints.at(-1)! }, again);
    expect(withoutTime(result)).toEqual(withoutTime(undisturbed));
    const places = ({ progress }: Watched): number => new Set(progress.map(({ epoch }) => epoch)).size;
    expect(places(seen) + places(again)).toBeLessThanOrEqual(4 * 39 + 3);
  });
});

test("progress rises from 0 to the last epoch and carries the last figures", async () => {
  const seen: Watched = { progress: [], checkpoints: [] };
  const { epochs } = await train(smallTrainTask(1), {}, seen);
  const told = seen.progress.map(({ epoch }) => epoch);
  expect(told[0]).toBe(0);
  expect(told.at(-1)).toBe(4);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(seen.progress.at(-1)).toMatchObject(epochs.at(-1)!.validation!);
  expect(seen.progress[0]).toMatchObject({ loss: null, accuracy: null });
});

test("a training that diverges is a result: its figures end there, and the diagnosis says where", async () => {
  const task = smallTrainTask(1, { optimizer: defineOptimizer({ kind: "sgd", learningRate: 1e30 }) });
  const result = await train(task);
  expect(result.diverged).toMatch(/1e\+?30/);
  expect(result.epochs.length).toBeLessThan(4);
  expect(result.test).toBeNull();
});

describe("a training that goes on from another's checkpoint ends as it would have alone", () => {
  const rate = (schedule: ScheduleInput) => defineOptimizer({ kind: "adam", learningRate: 0.01, schedule });
  const halved = rate({ kind: "step", unit: "epoch", at: [2, 3], factor: 0.5 });
  const leader = smallTrainTask(3, { id: "leader", optimizer: halved, keepWeights: true });
  test.each<[string, Partial<TrainTask>, number]>([
    ["another schedule", { optimizer: rate({ kind: "constant" }) }, 2],
    ["fewer epochs", { epochs: 3 }, 3],
    ["more epochs", { epochs: 6 }, 4],
    ["less recorded", { doctor: false, evaluateTrain: false }, 4],
  ])("%s", async (_, change, epochs) => {
    const follower: TrainTask = { ...leader, id: "follower", ...change };
    const forks = planForks([leader, follower]).get("leader")!;
    expect(forks).toEqual([{ task: follower, training: follower, epochs }]);
    const handed: [Fork, Uint8Array][] = [];
    await train(leader, { forks, handOver: (...fork) => void handed.push(fork) });
    expect(handed.map(([fork]) => fork)).toEqual(forks);
    const seen: Watched = { progress: [], checkpoints: [] };
    const result = await train(follower, { resumeFrom: handed[0]![1] }, seen);
    expect(seen.progress[0]!.epoch).toBe(epochs);
    expect(withoutTime(result)).toEqual(withoutTime(await train(follower)));
  });
});

test("equal seeds give equal weights, other seeds others", async () => {
  const task = smallTrainTask(5, { epochs: 1 });
  const [a, b, c] = [await train(task), await train(task), await train({ ...task, seed: 6 })];
  expect(a.weightsSha256).toBe(b.weightsSha256);
  expect(a.weightsSha256).not.toBe(c.weightsSha256);
});

test("the doctor's findings are a training's own, stopped and resumed or not; without a doctor there are none", async () => {
  const slow = { ...smallTrainTask(1), optimizer: defineOptimizer({ kind: "adam", learningRate: 1e-7 }) };
  const seen: Watched = { progress: [], checkpoints: [] };
  const paused = await train(slow, { limits: { ...NO_LIMITS, untilEpoch: 2 } }, seen).catch((error: unknown) => error);
  expect(paused).toBeInstanceOf(Error);
  const whole = await train(slow);
  const resumed = await train(slow, { resumeFrom: seen.checkpoints.at(-1)! });
  expect(whole.findings?.map(({ kind }) => kind)).toEqual(["rate-too-low"]);
  expect(resumed.findings).toEqual(whole.findings);
  expect(await train({ ...slow, doctor: false })).not.toHaveProperty("findings");
});
