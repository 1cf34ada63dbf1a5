import { expect, test } from "vitest";
import { judgeTrainings } from "../../../test/invented-results.ts";
import { FULL_BUDGET } from "../budget.ts";
import { c4 } from "./c4.ts";

/** `change` of the six configurations in turn: with - without the decay */
function judge(change: readonly number[]) {
  let configuration = 0;
  return judgeTrainings(c4, FULL_BUDGET, (task) => {
    const decayed = task.optimizer.schedule.kind === "step";
    return { validation: decayed ? 0.95 + change[configuration++ % 6]! : 0.95 };
  });
}

test("holds when the interval lies within the margin", () => {
  const record = judge([-0.001, 0.001, -0.002, 0, 0.001, -0.001]);
  expect(record.verdict).toBe("holds");
  expect(record.evidence.summary).toContain("the largest change is -0.20, of ReLU 0.02");
});

test("fails when the interval lies outside, on either side", () => {
  expect(judge([-0.02, -0.021, -0.02, -0.019, -0.02, -0.02]).verdict).toBe("fails");
  expect(judge([0.02, 0.021, 0.02, 0.019, 0.02, 0.02]).verdict).toBe("fails");
});

test("is inconclusive when the interval crosses the margin", () => {
  expect(judge([-0.004, -0.006, -0.004, -0.006, -0.005, -0.005]).verdict).toBe("inconclusive");
});
