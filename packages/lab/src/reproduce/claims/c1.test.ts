import { expect, test } from "vitest";
import { judgeInvented } from "../../../test/invented-results.ts";
import { FULL_BUDGET } from "../budget.ts";
import { c1 } from "./c1.ts";

const judge = (maxAbsError: number) => judgeInvented(c1, FULL_BUDGET, () => ({ maxAbsError, cases: 7 }));

test("holds below 1e-6, with the figures in its words", () => {
  const record = judge(9.9e-7);
  expect(record.verdict).toBe("holds");
  expect(record.evidence.summary).toContain("9.90e-7 over 7 cases");
});

test("fails at 1e-6, and for what is not a number", () => {
  expect(judge(1e-6).verdict).toBe("fails");
  const results = new Map(c1.plan(FULL_BUDGET, 1).map((task) => [task.id, { maxAbsError: Number.NaN, cases: 7 }]));
  expect(c1.judge(results, FULL_BUDGET, 1).verdict).toBe("fails");
});
