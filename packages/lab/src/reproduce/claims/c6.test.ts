import type { TrainTask } from "study";
import { expect, test } from "vitest";
import { activationOf, judgeTrainings, reachAt } from "../../../test/invented-results.ts";
import { FULL_BUDGET } from "../budget.ts";
import { c6 } from "./c6.ts";

/** epoch at which the accuracy is reached, by activation, rate and seed */
function judge(epochOf: (activation: string, rate: number, seed: number) => number) {
  return judgeTrainings(c6, FULL_BUDGET, (task: TrainTask) => ({
    validation: reachAt(epochOf(activationOf(task), task.optimizer.learningRate, task.seed), task.epochs),
  }));
}

test("holds when tanh takes longer and a larger rate matches", () => {
  const record = judge((activation, rate) => Math.ceil((activation === "relu" ? 0.1 : 0.25) / rate));
  expect(record.verdict).toBe("holds");
  expect(record.evidence.figures.matchingRate).toBe(0.05);
  expect(record.evidence.figures.delays).toEqual([8, 8, 8]);
});

test("fails when tanh is faster", () => {
  expect(judge((activation, rate) => Math.ceil((activation === "relu" ? 0.2 : 0.1) / rate)).verdict).toBe("fails");
});

test("equal curves have no delay, wherever they get there, and decide nothing", () => {
  for (const epoch of [5, 14, 15, 20, 24, 25, 50, 99]) {
    const record = judge(() => epoch);
    for (const delay of record.evidence.figures.delays as number[]) expect(delay).toBe(0);
    expect(record.verdict, `at epoch ${epoch}`).toBe("inconclusive");
  }
});

test("is inconclusive when the seeds disagree, when no rate matches, or nothing is reached", () => {
  const disagree = judge((activation, rate, seed) =>
    Math.ceil((activation === "relu" ? 0.1 : 0.1 + 0.02 * (seed % 100)) / rate - (seed === 102 ? 3 : 0)),
  );
  expect(disagree.verdict).toBe("inconclusive");
  const noMatch = judge((activation, rate) => (activation === "relu" ? Math.ceil(0.1 / rate) : 20));
  expect(noMatch.verdict).toBe("inconclusive");
  const nothing = judge(() => 99);
  expect(nothing.verdict).toBe("inconclusive");
  expect(nothing.evidence.figures.matchingRate).toBeNull();
  expect(nothing.evidence.summary).toContain("tanh - ReLU unknown: neither gets there in any pair");
});

test("a run that does not get there counts as 51, and is told so", () => {
  const record = judge((activation) => (activation === "relu" ? 5 : 99));
  expect(record.evidence.figures.delays).toEqual([46, 46, 46]);
  expect(record.evidence.summary).toContain(
    "tanh more than 50 (3 of 3 runs did not get there in 50 epochs), ReLU 5.0 (tanh - ReLU at least 46.0",
  );
  expect(record.evidence.tables[0]?.rows[0]).toEqual([0.005, "5", "more than 50"]);
});
