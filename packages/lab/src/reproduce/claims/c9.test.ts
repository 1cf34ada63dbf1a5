import { expect, test } from "vitest";
import { judgeTrainings, reachAt } from "../../../test/invented-results.ts";
import type { TrainTask } from "../../run/train-task.ts";
import { FULL_BUDGET } from "../budget.ts";
import { c9 } from "./c9.ts";

function judge(epochOf: (kind: string, rate: number, seed: number) => number) {
  return judgeTrainings(c9, FULL_BUDGET, (task: TrainTask) => ({
    train: reachAt(epochOf(task.optimizer.kind, task.optimizer.learningRate, task.seed), task.epochs),
  }));
}

test("holds when both take fewer epochs; SGD's best rate is told beside", () => {
  const record = judge((kind, rate) => (kind === "sgd" ? (rate === 0.1 ? 3 : 30) : 10));
  expect(record.verdict).toBe("holds");
  expect(record.evidence.figures).toMatchObject({
    sgdBestRate: 0.1,
    sgdBestEpochs: 3,
    "adam.low": 20,
    "rmsprop.high": 20,
  });
});

test("fails when one is not faster", () => {
  expect(judge((kind) => (kind === "adam" ? 30 : kind === "sgd" ? 25 : 10)).verdict).toBe("fails");
});

test("fails when none gets there: nothing shows that one is faster", () => {
  expect(judge(() => 999).verdict).toBe("fails");
});

test("is inconclusive when the seeds disagree", () => {
  expect(judge((kind, _, seed) => (kind === "sgd" ? 20 : 20 + 10 * (-1) ** seed)).verdict).toBe("inconclusive");
});
