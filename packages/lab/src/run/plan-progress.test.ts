import { expect, test } from "vitest";
import { createPlanProgress } from "./plan-progress.ts";
import type { Task } from "./task.ts";

const task = (id: string): Task => ({ kind: "any", id });
const at = (epoch: number) => ({ epoch, epochs: 10, loss: null, accuracy: null });

test("the share counts estimated seconds, finished and running", () => {
  const estimates = new Map([
    ["long", 80],
    ["short", 10],
    ["other", 10],
  ]);
  const progress = createPlanProgress({ estimates, finished: ["short"], workers: 2, now: () => 0 });
  expect(progress.state("A")).toEqual({ phase: "A", share: 0.1, finished: 1, total: 3, secondsLeft: 45 });
  progress.advance(task("long"), at(5));
  expect(progress.state("A")).toMatchObject({ share: 0.5, finished: 1 });
  progress.finish(task("long"));
  progress.finish(task("other"));
  expect(progress.state("B")).toMatchObject({ share: 1, finished: 3, secondsLeft: 0 });
});

test("the time left follows the pace once there is one: half as fast as estimated, twice as long", () => {
  let nowMs = 5_000;
  const progress = createPlanProgress({ estimates: new Map([["a", 100]]), finished: [], workers: 1, now: () => nowMs });
  progress.advance(task("a"), at(0.1));
  expect(progress.state("").secondsLeft).toBeCloseTo(99, 10);
  nowMs += 100_000;
  progress.advance(task("a"), at(5));
  expect(progress.state("").secondsLeft).toBeCloseTo(100, 10);
});

test("what an earlier call finished does not count for the pace", () => {
  let nowMs = 0;
  const progress = createPlanProgress({
    estimates: new Map([
      ["a", 90],
      ["b", 10],
    ]),
    finished: ["a"],
    workers: 1,
    now: () => nowMs,
  });
  nowMs = 10_000;
  progress.advance(task("b"), at(5));
  expect(progress.state("").secondsLeft).toBeCloseTo(10, 10);
});

test("a plan of nothing is done", () => {
  const progress = createPlanProgress({ estimates: new Map(), finished: [], workers: 1, now: () => 0 });
  expect(progress.state("")).toEqual({ phase: "", share: 1, finished: 0, total: 0, secondsLeft: 0 });
});
