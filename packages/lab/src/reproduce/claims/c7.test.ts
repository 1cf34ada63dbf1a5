import { expect, test } from "vitest";
import { activationOf, judgeTrainings } from "../../../test/invented-results.ts";
import type { TrainTask } from "../../run/train-task.ts";
import { FULL_BUDGET } from "../budget.ts";
import { c7 } from "./c7.ts";

/** tanh's saturated share by rate and seed, ReLU's mean output by seed */
function judge(saturationOf: (rate: number, seed: number) => number, meanOf: (seed: number) => number) {
  return judgeTrainings(c7, FULL_BUDGET, (task: TrainTask) =>
    activationOf(task) === "tanh"
      ? { saturation: saturationOf(task.optimizer.learningRate, task.seed), meanActivation: 0 }
      : { meanActivation: meanOf(task.seed), test: { accuracy: 0.98, loss: 0.07 } },
  );
}

test("holds when more than 1% saturates and ReLU's mean is above 0", () => {
  const record = judge(
    (rate, seed) => rate + seed / 100,
    (seed) => 0.2 + seed / 100,
  );
  expect(record.verdict).toBe("holds");
  expect(record.evidence.figures.saturation).toEqual([0.03, 0.04, 0.05]);
  expect(record.evidence.figures.saturationAtEnd).toEqual([0.015, 0.02, 0.03]);
  expect(record.evidence.summary).toContain("ReLU's mean output at rate 0.1 is 0.230 [0.210, 0.250]");
  expect(record.evidence.summary).toContain("the verdict is about rate 0.02");
  expect(record.evidence.test).toContain("tanh at rate 0.02");
});

test("fails when less than 1% saturates, or ReLU's mean is not above 0", () => {
  expect(
    judge(
      () => 0.001,
      () => 0.2,
    ).verdict,
  ).toBe("fails");
  expect(
    judge(
      () => 0.05,
      () => -0.1,
    ).verdict,
  ).toBe("fails");
});

test("is inconclusive when the interval of the share holds 1%", () => {
  expect(
    judge(
      (_, seed) => seed / 200,
      () => 0.2,
    ).verdict,
  ).toBe("inconclusive");
});

test("a missing figure of the doctor is an error", () => {
  expect(() => judgeTrainings(c7, FULL_BUDGET, () => ({}))).toThrow("a figure is missing");
});
