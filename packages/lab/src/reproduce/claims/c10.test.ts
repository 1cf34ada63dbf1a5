import type { TrainTask } from "study";
import { expect, test } from "vitest";
import { judgeTrainings } from "../../../test/invented-results.ts";
import { FULL_BUDGET } from "../budget.ts";
import { c10 } from "./c10.ts";

/** accuracy .6, less `drop` at a tenth of the default rate */
function judge(drop: (kind: string, seed: number) => number) {
  return judgeTrainings(c10, FULL_BUDGET, (task: TrainTask) => {
    const { kind, learningRate } = task.optimizer;
    const tenth = learningRate === (kind === "sgd" ? 0.001 : 0.0001);
    return { validation: tenth ? 0.6 - drop(kind, task.seed) : 0.6 };
  });
}

test("holds when SGD's accuracy spreads further than both others'", () => {
  const record = judge((kind) => (kind === "sgd" ? 0.09 : 0.03));
  expect(record.verdict).toBe("holds");
  expect(record.evidence.tables[0]?.rows).toHaveLength(6);
  expect(record.evidence.summary).toContain("9.00% for SGD, 3.00% for RMSprop and 3.00% for Adam");
});

test("holds in part when Adam's spreads farther and RMSprop's does not, and says first which", () => {
  const record = judge((kind) => (kind === "rmsprop" ? 0.03 : kind === "adam" ? 0.12 : 0.09));
  expect(record.verdict).toBe("in part");
  expect(record.evidence.summary).toMatch(/^Holds against RMSprop, fails against Adam\./);
});

test("fails when both spread farther", () => {
  expect(judge((kind) => (kind === "sgd" ? 0.03 : 0.09)).verdict).toBe("fails");
});

test("is judged at 30 seeds that no other section uses", () => {
  expect(judge(() => 0).evidence.seeds).toEqual(Array.from({ length: 30 }, (_, i) => 101 + i));
});

test("is inconclusive when the seeds disagree", () => {
  expect(judge((kind, seed) => (kind === "sgd" ? 0.05 : 0.05 + 0.03 * (-1) ** seed)).verdict).toBe("inconclusive");
});
