import type { TrainTask } from "study";
import { expect, test } from "vitest";
import { inventTraining, judgeInvented } from "../../../test/invented-results.ts";
import { FULL_BUDGET } from "../budget.ts";
import type { CollapseLayersTask } from "../tasks/collapse-layers.ts";
import { c3 } from "./c3.ts";

function judge(linear: (seed: number) => number, maxAbsDifference: number) {
  return judgeInvented(c3, FULL_BUDGET, (task) => {
    if (task.kind === "train") return inventTraining(task as TrainTask, { validation: 0.95 });
    const { training } = task as CollapseLayersTask;
    return {
      training: inventTraining(training, { validation: linear(training.seed) }),
      maxAbsDifference,
      rows: 10_000,
    };
  });
}

test("holds when the product predicts the same and accuracy falls", () => {
  const record = judge((seed) => 0.9 + seed / 1000, 2e-6);
  expect(record.verdict).toBe("holds");
  expect(record.evidence.figures.falls).toHaveLength(5);
  expect(record.evidence.tables[0]?.rows[0]).toEqual([1, "95.00%", "90.10%", 2e-6]);
  expect(record.evidence.test).toContain("multiplied in float64, rounded to float32, both predicting in float32");
  expect(record.evidence.test).toContain("It fails when");
});

test("fails when the product predicts otherwise", () => {
  expect(judge(() => 0.9, 1e-4).verdict).toBe("fails");
});

test("fails when a network without activation is as accurate", () => {
  expect(judge(() => 0.951, 1e-6).verdict).toBe("fails");
});

test("is inconclusive when the interval of the fall holds the margin", () => {
  expect(judge((seed) => 0.945 + (seed % 2) / 100, 1e-6).verdict).toBe("inconclusive");
});
