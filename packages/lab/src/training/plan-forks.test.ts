import { defineOptimizer, type ScheduleInput } from "minibatch";
import type { Task, TrainTask } from "study";
import { expect, test } from "vitest";
import { smallTrainTask } from "../../test/small-train-task.ts";
import { planForks } from "./plan-forks.ts";

const rate = (schedule: ScheduleInput) => defineOptimizer({ kind: "sgd", learningRate: 0.1, schedule });
const training = (id: string, change: Partial<TrainTask> = {}) =>
  smallTrainTask(1, { id, epochs: 50, optimizer: rate({ kind: "constant" }), ...change });
const halved = (...at: number[]) => ({ optimizer: rate({ kind: "step", unit: "epoch", at, factor: 0.5 }) });

/** [leader, follower, epochs] */
function forksOf(tasks: readonly Task[]): [string, string, number][] {
  return Array.from(planForks(tasks)).flatMap(([leader, forks]) =>
    forks.map(({ task, epochs }): [string, string, number] => [leader, task.id, epochs]),
  );
}

test.each<[string, Partial<TrainTask>, number]>([
  ["the same, longer", { epochs: 60 }, 50],
  ["the same, shorter", { epochs: 7 }, 7],
  ["a rate that is halved later", halved(20, 40), 20],
  ["less recorded, other weights kept", { doctor: false, evaluateTrain: false, keepWeights: true }, 50],
])("%s goes on from the first's epochs", (_, change, epochs) =>
  expect(forksOf([training("a"), training("b", change)])).toEqual([["a", "b", epochs]]),
);

test.each<[string, Partial<TrainTask>]>([
  ["another seed", { seed: 2 }],
  ["another batch size", { batchSize: 8 }],
  ["another rate", { optimizer: defineOptimizer({ kind: "sgd", learningRate: 0.2 }) }],
  ["another optimizer", { optimizer: defineOptimizer({ kind: "adam", learningRate: 0.1 }) }],
  ["a rate that falls at once", { optimizer: rate({ kind: "exponential", unit: "epoch", factor: 0.9 }) }],
  ["other rows", { data: { ...(training("x").data as TrainTask["data"] & { set: "mnist" }), trainRows: 32 } }],
])("%s trains alone", (_, change) => expect(forksOf([training("a"), training("b", change)])).toEqual([]));

test("what the leader does not record is not taken from it", () => {
  expect(forksOf([training("a", { doctor: false }), training("b")])).toEqual([]);
  expect(forksOf([training("a", { evaluateTrain: false }), training("b")])).toEqual([]);
});

test("each follows the one that takes it furthest, the first of equals", () => {
  const tasks = [training("a"), training("b", halved(20)), training("c", halved(20, 30)), training("d", halved(20))];
  expect(forksOf(tasks)).toEqual([
    ["a", "b", 20],
    ["a", "c", 20],
    ["b", "d", 50],
  ]);
});

test("a task that looks at a trained network leads and follows by its training", () => {
  const look: Task & { training: TrainTask } = { kind: "look", id: "look", training: training("look") };
  expect(forksOf([look, training("a")])).toEqual([["look", "a", 50]]);
  expect(forksOf([training("a"), look, { kind: "other", id: "other" }])).toEqual([["a", "look", 50]]);
});
