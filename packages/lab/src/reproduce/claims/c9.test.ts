import type { TrainTask } from "study";
import { expect, test } from "vitest";
import { judgeTrainings, reachAt } from "../../../test/invented-results.ts";
import { FULL_BUDGET } from "../budget.ts";
import { c9 } from "./c9.ts";

function judge(epochOf: (kind: string, rate: number, seed: number) => number) {
  return judgeTrainings(c9, FULL_BUDGET, (task: TrainTask) => ({
    train: reachAt(epochOf(task.optimizer.kind, task.optimizer.learningRate, task.seed), task.epochs),
  }));
}

test("holds when both take fewer epochs, at the default rates, as is said first; each one's best rate is told beside", () => {
  const record = judge((kind, rate) => (kind === "sgd" ? (rate === 0.1 ? 3 : 30) : 10));
  expect(record.verdict).toBe("holds");
  expect(record.evidence.figures).toMatchObject({
    "sgd.bestRate": 0.1,
    "sgd.bestRateEpochs": 3,
    "adam.bestRate": 0.0001,
    "adam.low": 20,
    "rmsprop.high": 20,
  });
  expect(record.evidence.summary).toMatch(/^At Keras's default rates: /);
  expect(record.evidence.summary).toContain("SGD 0.1 takes 3.0, RMSprop 0.0001 takes 10.0, Adam 0.0001 takes 10.0");
});

test("fails when one is not faster", () => {
  expect(judge((kind) => (kind === "adam" ? 30 : kind === "sgd" ? 25 : 10)).verdict).toBe("fails");
});

test("is inconclusive when none gets there, or all tie: nothing shows which is faster", () => {
  const none = judge(() => 999);
  expect(none.verdict).toBe("inconclusive");
  expect(none.evidence.summary).toContain("SGD more than 50 (5 of 5 runs did not get there in 50 epochs)");
  expect(none.evidence.summary).not.toContain("51");
  expect(none.evidence.tables[0]?.rows[0]).toEqual([1, "more than 50", "more than 50", "more than 50"]);
  expect(judge(() => 20).verdict).toBe("inconclusive");
});

test("a run that does not get there is told as such, and its difference as the least", () => {
  const record = judge((kind) => (kind === "sgd" ? 999 : 10));
  expect(record.verdict).toBe("holds");
  expect(record.evidence.summary).toContain("SGD - Adam at least 41.0 [41.0, 41.0]");
});

test("is inconclusive when the seeds disagree", () => {
  expect(judge((kind, _, seed) => (kind === "sgd" ? 20 : 20 + 10 * (-1) ** seed)).verdict).toBe("inconclusive");
});

test("the chart begins at epoch 1 and ends at the last one, with the mean of the seeds", () => {
  const [chart] = judge(() => 10).evidence.charts;
  for (const { points } of chart!.series) {
    expect(points[0]![0]).toBe(1);
    expect(points.at(-1)![0]).toBe(points.length);
    expect(points[8]![1]).toBeCloseTo(0.1, 10);
    expect(points[9]).toEqual([10, 0.99]);
  }
});
