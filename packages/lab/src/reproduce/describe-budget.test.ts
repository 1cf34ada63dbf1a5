import type { Task } from "study";
import { expect, test } from "vitest";
import { describeBudget } from "./describe-budget.ts";
import type { Section } from "./plan.ts";

const task = (id: string): Task => ({ kind: "any", id });
const PLAN: Record<Section, Task[]> = {
  problem1: [task("1")],
  problem2: [task("30"), task("20"), task("10")],
  problem3: [task("4")],
  claims: [task("100")],
};

/** A task takes as many seconds as its id says. */
function describe(workers: number, finished: readonly string[]): string {
  return describeBudget({
    plan: PLAN,
    workers,
    isFinished: ({ id }) => finished.includes(id),
    estimateSeconds: ({ id }) => Number(id),
  });
}

test.each<[number, string[], string]>([
  [
    1,
    [],
    "6 trials take about 2 min 45 s here on 1 worker, the figures after 1 min 05 s (measured on real steps just now).",
  ],
  [
    2,
    [],
    "6 trials take about 2 min 11 s here on 2 workers, the figures after 34 s (measured on real steps just now).",
  ],
  [
    2,
    ["30", "1"],
    "4 of 6 trials are left and take about 1 min 54 s here on 2 workers, the figures after 20 s (measured on real steps just now).",
  ],
  [
    2,
    ["1", "30", "20", "10", "4"],
    "1 of 6 trials is left and takes about 1 min 40 s here on 2 workers (measured on real steps just now).",
  ],
  [2, ["1", "30", "20", "10", "4", "100"], "All 6 trials are finished: the report is written again."],
])("on %i workers with %j finished", (workers, finished, expected) =>
  expect(describe(workers, finished)).toBe(expected),
);
