import { expect, test } from "vitest";
import { activationOf, judgeTrainings, reachAt } from "../../../test/invented-results.ts";
import type { TrainTask } from "../../run/train-task.ts";
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

test("fails when tanh is as fast", () => {
  expect(judge((_, rate) => Math.ceil(0.1 / rate)).verdict).toBe("fails");
});

test("is inconclusive when the seeds disagree, when no rate matches, or nothing is reached", () => {
  const disagree = judge((activation, rate, seed) =>
    Math.ceil((activation === "relu" ? 0.1 : 0.1 + 0.02 * seed) / rate - (seed === 2 ? 3 : 0)),
  );
  expect(disagree.verdict).toBe("inconclusive");
  const noMatch = judge((activation, rate) => (activation === "relu" ? Math.ceil(0.1 / rate) : 20));
  expect(noMatch.verdict).toBe("inconclusive");
  expect(judge(() => 99).evidence.figures.matchingRate).toBeNull();
});

test("a run that never gets there counts as one epoch more than it trained", () => {
  const record = judge((activation) => (activation === "relu" ? 5 : 99));
  expect(record.evidence.figures.delays).toEqual([46, 20, 20]);
  expect(record.evidence.tables[0]?.rows[0]).toEqual([0.005, "5", "more than 50"]);
});
