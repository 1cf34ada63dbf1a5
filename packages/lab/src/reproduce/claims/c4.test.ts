import { expect, test } from "vitest";
import { activationOf, judgeTrainings } from "../../../test/invented-results.ts";
import { FULL_BUDGET } from "../budget.ts";
import { c4 } from "./c4.ts";

/** `changes` of ReLU 0.02 at the seeds in turn, `elsewhere` of the slowest configurations: with - without the decay */
function judge(changes: readonly number[], elsewhere = 0) {
  return judgeTrainings(c4, FULL_BUDGET, (task) => {
    if (task.optimizer.schedule.kind !== "step") return { validation: 0.95 };
    const isJudged = activationOf(task) === "relu" && task.optimizer.learningRate === 0.02;
    return { validation: 0.95 + (isJudged ? changes[task.seed - 1]! : elsewhere) };
  });
}

const SMALL = [-0.001, 0.0005, -0.0015];

test("holds when the interval over the seeds lies within the margin, and so do the configurations beside", () => {
  const record = judge(SMALL, 0.004);
  expect(record.verdict).toBe("holds");
  expect(record.evidence.seeds).toEqual([1, 2, 3]);
  expect(record.evidence.summary).toContain("ReLU 0.005 by +0.40 and tanh 0.005 by +0.40 points.");
});

test("is inconclusive when a configuration shown beside lies outside the margin, and says which", () => {
  const record = judge(SMALL, -0.02);
  expect(record.verdict).toBe("inconclusive");
  expect(record.evidence.summary).toContain("ReLU 0.005 by -2.00 and tanh 0.005 by -2.00 points");
  expect(record.evidence.summary).toContain("ReLU 0.005 and tanh 0.005 lie outside the margin of 0.5 points");
  expect(judge(SMALL, 0.02).verdict).toBe("inconclusive");
});

test("fails when the interval lies outside, on either side", () => {
  expect(judge([-0.02, -0.021, -0.019]).verdict).toBe("fails");
  expect(judge([0.02, 0.021, 0.019]).verdict).toBe("fails");
  expect(judge([0.02, 0.021, 0.019], 0.02).verdict).toBe("fails");
});

test("is inconclusive when the interval crosses the margin", () => {
  expect(judge([-0.004, -0.006, -0.005]).verdict).toBe("inconclusive");
});
