import { expect, test } from "vitest";
import { averageRuns } from "./average-runs.ts";

test("mean, least and greatest after every epoch", () => {
  expect(
    averageRuns([
      [1, 4],
      [3, 8],
    ]),
  ).toEqual({ mean: [2, 6], low: [1, 4], high: [3, 8] });
});

test("an epoch that a run did not reach, or reached without a number, has no mean", () => {
  expect(
    averageRuns([
      [1, Number.NaN, 3],
      [3, 5],
    ]).mean,
  ).toEqual([2, null, null]);
});

test("no runs, no epochs", () => {
  expect(averageRuns([])).toEqual({ mean: [], low: [], high: [] });
});
