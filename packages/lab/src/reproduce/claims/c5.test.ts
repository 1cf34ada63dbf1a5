import { expect, test } from "vitest";
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

test("holds when ReLU's usable range is the narrower", () => {
  const record = judge(
    () => 0.4,
    () => 1.2,
  );
  expect(record.verdict).toBe("holds");
  expect(record.evidence.figures.reluWidths).toEqual([4, 4, 4, 4, 4]);
  expect(record.evidence.summary).toContain("At rate 2 ReLU reaches 0.00% (5 of 5 runs diverge)");
});

test("fails when both ranges are equal, or tanh's the narrower", () => {
  expect(
    judge(
      () => 0.6,
      () => 0.6,
    ).verdict,
  ).toBe("fails");
  expect(
    judge(
      () => 1.2,
      () => 0.4,
    ).verdict,
  ).toBe("fails");
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
