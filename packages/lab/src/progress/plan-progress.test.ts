import type { Task } from "study";
import { expect, test } from "vitest";
import { createPlanProgress, type PlanProgress } from "./plan-progress.ts";

const task = (id: string): Task => ({ kind: "any", id });
const at = (epoch: number) => ({ epoch, epochs: 10, loss: null, accuracy: null });

interface Story {
  /** milliseconds */
  now: number;
  closing: number;
  readonly progress: PlanProgress;
}

/** `seconds` by id; the group is the id's first letter. */
function follow(seconds: Readonly<Record<string, number>>, finished: readonly string[] = [], workers = 1): Story {
  const story = { now: 5_000, closing: 0 };
  const progress = createPlanProgress({
    estimates: new Map(Object.entries(seconds).map(([id, value]) => [id, { seconds: value, group: id[0]! }])),
    finished,
    workers,
    closingSeconds: () => story.closing,
    now: () => story.now,
  });
  return Object.assign(story, { progress });
}

test("the share counts estimated seconds, finished and running", () => {
  const { progress } = follow({ long: 80, short: 10, other: 10 }, ["short"], 2);
  expect(progress.state("A")).toEqual({ phase: "A", share: 0.1, finished: 1, total: 3, secondsLeft: 45 });
  progress.start(task("long"));
  progress.advance(task("long"), at(5));
  expect(progress.state("A")).toMatchObject({ share: 0.5, finished: 1 });
  progress.finish(task("long"));
  progress.finish(task("other"));
  expect(progress.state("B")).toMatchObject({ share: 1, finished: 3, secondsLeft: 0 });
});

test("the time left follows the pace once there is one: half as fast as estimated, twice as long", () => {
  const story = follow({ a: 100 });
  const { progress } = story;
  progress.start(task("a"));
  progress.advance(task("a"), at(0));
  progress.advance(task("a"), at(0.1));
  expect(progress.state("").secondsLeft).toBeCloseTo(99, 10);
  story.now += 100_000;
  progress.advance(task("a"), at(5));
  expect(progress.state("").secondsLeft).toBeCloseTo(100, 10);
});

test("each kind of training is corrected by its own pace, one not seen yet by that of all", () => {
  const story = follow({ d1: 100, d2: 100, s1: 10, s2: 10, unseen: 50 });
  const { progress } = story;
  for (const [id, seconds] of [
    ["d1", 200],
    ["s1", 5],
  ] as const) {
    progress.start(task(id));
    story.now += seconds * 1000;
    progress.finish(task(id));
  }
  // 205 s for 110 estimated
  expect(progress.state("").secondsLeft).toBeCloseTo(200 + 5 + (50 * 205) / 110, 10);
});

test("a task that goes on from a checkpoint counts from there, and what an earlier call finished not at all", () => {
  const story = follow({ a: 90, b: 10 }, ["a"]);
  const { progress } = story;
  progress.start(task("b"));
  progress.advance(task("b"), at(5));
  story.now += 10_000;
  progress.advance(task("b"), at(7.5));
  // 2.5 estimated seconds took 10
  expect(progress.state("").secondsLeft).toBeCloseTo(10, 10);
});

test("what follows the last task is counted", () => {
  const story = follow({ a: 10 });
  story.progress.start(task("a"));
  story.progress.finish(task("a"));
  story.closing = 3;
  expect(story.progress.state("").secondsLeft).toBe(3);
});

test("a task that tells more epochs than it has is done, and no more than that", () => {
  const { progress } = follow({ a: 10, b: 10 });
  progress.start(task("a"));
  progress.advance(task("a"), at(25));
  expect(progress.state("")).toMatchObject({ share: 0.5, finished: 1 });
  // of a task that nobody has begun here the share counts, its pace is not known
  progress.advance(task("b"), at(5));
  expect(progress.state("").share).toBe(0.75);
});

test("a plan of nothing is done", () => {
  expect(follow({}).progress.state("")).toEqual({ phase: "", share: 1, finished: 0, total: 0, secondsLeft: 0 });
});
