import type { TrainTask } from "study";
import { expect, test } from "vitest";
import { inventTraining, judgeInvented } from "../../../test/invented-results.ts";
import { FULL_BUDGET } from "../budget.ts";
import type { UnitSpreadTask } from "../tasks/unit-spread.ts";
import { c2 } from "./c2.ts";

/** random initialization reaches .95 at every seed; constant weights what `constant` says */
function judge(constant: (seed: number) => number, spread = 0, diverged = false) {
  return judgeInvented(c2, FULL_BUDGET, (task) => {
    if (task.kind === "train") return inventTraining(task as TrainTask, { validation: 0.95 });
    const { training } = task as UnitSpreadTask;
    const figures = { validation: constant(training.seed), diverged };
    return { training: inventTraining(training, figures), spread, largestWeight: 0.5 };
  });
}

test("holds when units stay equal and accuracy falls by more than the margin", () => {
  const record = judge(() => 0.11, 1e-6);
  expect(record.verdict).toBe("holds");
  expect(record.evidence.summary).toContain(
    "accuracy is 11.00% instead of 95.00% (random - constant +84.00 [+84.00, +84.00] points)",
  );
  expect(record.evidence.seeds).toEqual([1, 2, 3, 4, 5]);
  expect(record.evidence.figures["constant0.01.falls"]).toHaveLength(5);
  expect(record.evidence.test).toContain("It fails when");
});

test("fails when units come apart", () => {
  expect(judge(() => 0.11, 2e-4).verdict).toBe("fails");
});

test("fails when accuracy falls by less than the margin", () => {
  expect(judge(() => 0.946).verdict).toBe("fails");
});

test("is inconclusive when the interval of the fall holds the margin", () => {
  expect(judge((seed) => (seed % 2 === 0 ? 0.95 : 0.94)).verdict).toBe("inconclusive");
});

test("a diverged run is an error", () => {
  expect(() => judge(() => 0.1, 0, true)).toThrow("it needs to stay finite to be compared");
});
