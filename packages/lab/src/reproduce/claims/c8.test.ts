import { expect, test } from "vitest";
import { judgeTrainings } from "../../../test/invented-results.ts";
import { FULL_BUDGET } from "../budget.ts";
import { c8 } from "./c8.ts";

const judge = (accuracyOf: (seed: number) => number, lossOf: (seed: number) => number) =>
  judgeTrainings(c8, FULL_BUDGET, ({ seed }) => ({ test: { accuracy: accuracyOf(seed), loss: lossOf(seed) } }));

test("holds when both intervals lie at or beyond the figures", () => {
  const record = judge(
    () => 0.9788,
    () => 0.0809,
  );
  expect(record.verdict).toBe("holds");
  expect(record.evidence.summary).toContain("97.88% [97.88%, 97.88%] (sd 0.00%)");
});

test("a mean beyond the figure whose interval crosses it leaves it open", () => {
  expect(
    judge(
      (seed) => 0.978 + seed / 2000,
      () => 0.07,
    ).verdict,
  ).toBe("inconclusive");
  expect(
    judge(
      () => 0.981,
      (seed) => 0.07 + seed / 300,
    ).verdict,
  ).toBe("inconclusive");
});

test("fails when one interval lies wholly short", () => {
  expect(
    judge(
      (seed) => 0.97 + seed / 10_000,
      () => 0.07,
    ).verdict,
  ).toBe("fails");
  expect(
    judge(
      () => 0.981,
      (seed) => 0.09 + seed / 10_000,
    ).verdict,
  ).toBe("fails");
});

test("a diverged run is an error", () => {
  expect(() => judgeTrainings(c8, FULL_BUDGET, () => ({ diverged: true }))).toThrow("needs to stay finite");
});
