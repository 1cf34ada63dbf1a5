import { expect, test } from "vitest";
import { expectClose } from "../../../../minibatch/test/expect-close.ts";
import { activationOf, judgeTrainings } from "../../../test/invented-results.ts";
import type { TrainTask } from "../../run/train-task.ts";
import { FULL_BUDGET } from "../budget.ts";
import { c5 } from "./c5.ts";

/** Every rate up to the given one is usable, the others diverge. */
function judge(reluLimit: (seed: number) => number, tanhLimit: (seed: number) => number) {
  return judgeTrainings(c5, FULL_BUDGET, (task: TrainTask) => {
    const relu = activationOf(task) === "relu";
    const limit = relu ? reluLimit(task.seed) : tanhLimit(task.seed);
    const usable = task.optimizer.learningRate <= limit;
    return { validation: 0.95, diverged: !usable, ...(relu && usable ? { deadUnits: 0.25 } : {}) };
  });
}

test("holds when ReLU's largest usable rate is the smaller", () => {
  const record = judge(
    () => 0.4,
    () => 1.2,
  );
  expect(record.verdict).toBe("holds");
  for (const edge of record.evidence.figures.reluEdges as number[]) {
    // 5 of the 95 points that are lost between .4 and .6
    expectClose(edge, 0.4 * 1.5 ** (5 / 95), { rel: 1e-4 });
    expect(String(edge).length).toBeLessThanOrEqual(6);
  }
  expect(record.evidence.summary).toContain("ReLU is usable up to a rate of 0.41, tanh up to 1.21");
  expect(record.evidence.summary).toContain("At rate 2 ReLU reaches 0.00% (5 of 5 runs diverge)");
});

test("fails when tanh's is the smaller", () => {
  expect(
    judge(
      () => 1.2,
      () => 0.4,
    ).verdict,
  ).toBe("fails");
});

test("is inconclusive when both are equal, or lie beyond the rates tried", () => {
  for (const limit of [0.6, 9, 0]) {
    expect(
      judge(
        () => limit,
        () => limit,
      ).verdict,
    ).toBe("inconclusive");
  }
});

test("one pair beyond the rates tried leaves it open, and is told", () => {
  const record = judge(
    (seed) => (seed === 3 ? 9 : 0.4),
    () => 9,
  );
  expect(record.verdict).toBe("inconclusive");
  expect(record.evidence.summary).toContain("(1 of 5 runs lie outside of the rates tried)");
});

test("is inconclusive when the seeds disagree", () => {
  expect(
    judge(
      () => 0.6,
      (seed) => (seed % 2 === 0 ? 0.4 : 0.8),
    ).verdict,
  ).toBe("inconclusive");
});

test("the share of dead units is told at each rate", () => {
  const [, dead] = judge(
    () => 0.4,
    () => 1.2,
  ).evidence.charts;
  expect(dead?.series[0]?.points.slice(0, 4)).toEqual([
    [0.1, 0.25],
    [0.2, 0.25],
    [0.4, 0.25],
    [0.6, null],
  ]);
});
