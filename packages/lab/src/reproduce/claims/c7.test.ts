import type { TrainTask } from "study";
import { expect, test } from "vitest";
import { expectClose } from "../../../../minibatch/test/expect-close.ts";
import { activationOf, judgeTrainings } from "../../../test/invented-results.ts";
import { FULL_BUDGET } from "../budget.ts";
import { c7 } from "./c7.ts";

/** tanh's saturated share by rate and run (0, 1, 2), ReLU's mean output by run */
function judge(saturationOf: (rate: number, run: number) => number, meanOf: (run: number) => number) {
  return judgeTrainings(c7, FULL_BUDGET, (task: TrainTask) => {
    const run = task.seed - 101;
    return activationOf(task) === "tanh"
      ? { saturation: saturationOf(task.optimizer.learningRate, run), meanActivation: 0 }
      : { meanActivation: meanOf(run) };
  });
}

test("holds when more than 1% saturates at both rates and ReLU's mean is above 0", () => {
  const record = judge(
    (rate, run) => 0.02 + rate + run / 1000,
    (run) => 0.2 + run / 100,
  );
  expect(record.verdict).toBe("holds");
  expect(record.evidence.seeds).toEqual([101, 102, 103]);
  expectClose(record.evidence.figures["tanh0.005"] as number[], [0.025, 0.026, 0.027], { abs: 1e-12 });
  expect(record.evidence.summary).toContain("the mean output of ReLU 0.02 is 0.210 [0.185, 0.235]");
});

test("holds in part when a rate saturates and the other does not, and says first which", () => {
  const record = judge(
    (rate) => (rate === 0.02 ? 0.05 : 0.001),
    () => 0.2,
  );
  expect(record.verdict).toBe("in part");
  expect(record.evidence.summary).toMatch(
    /^Holds for tanh 0\.02 and for the mean output of ReLU 0\.02, fails for tanh 0\.005\./,
  );
  const zeroMean = judge(
    () => 0.05,
    () => -0.1,
  );
  expect(zeroMean.verdict).toBe("in part");
});

test("fails when nothing of it is so", () => {
  expect(
    judge(
      () => 0.001,
      () => -0.1,
    ).verdict,
  ).toBe("fails");
});

test("is inconclusive when the interval of a share holds 1% and the rest holds", () => {
  expect(
    judge(
      (rate, run) => (rate === 0.02 ? 0.05 : run / 100),
      () => 0.2,
    ).verdict,
  ).toBe("inconclusive");
});

test("a missing figure of the doctor is an error", () => {
  expect(() => judgeTrainings(c7, FULL_BUDGET, () => ({}))).toThrow("a figure is missing");
});
