import { describe, expect, test } from "vitest";
import type { Course } from "../statistics/epochs/judged-epoch.ts";
import { configurationLoss, fromLoss, lossAfter, toLoss } from "./objective-loss.ts";
import type { TrialState } from "./sweep-state.ts";

const lastLoss = { metric: "validation-loss", at: "last" } as const;
const bestAccuracy = { metric: "train-accuracy", at: "best" } as const;

test("losses are kept, accuracies negated, what is not finite is the worst of either", () => {
  for (const metric of ["validation-loss", "train-loss"] as const) {
    expect(toLoss({ metric, at: "last" }, 0.25)).toBe(0.25);
    expect(toLoss({ metric, at: "last" }, Number.NEGATIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
  }
  for (const metric of ["validation-accuracy", "train-accuracy"] as const) {
    expect(toLoss({ metric, at: "last" }, 0.25)).toBe(-0.25);
    expect(fromLoss({ metric, at: "last" }, -0.25)).toBe(0.25);
    expect(toLoss({ metric, at: "last" }, Number.NaN)).toBe(Number.POSITIVE_INFINITY);
  }
  expect(fromLoss(bestAccuracy, Number.POSITIVE_INFINITY)).toBeNull();
});

const course = (...values: number[]): Course => ({ values, kept: null });

describe("after some epochs", () => {
  test("the last figure, or the best so far", () => {
    expect(lossAfter(lastLoss, course(3, 1, 2, 0), 3)).toBe(2);
    expect(lossAfter(bestAccuracy, course(0.3, 0.7, Number.NaN, 0.9), 3)).toBe(-0.7);
  });

  test("where weights are put back: of the network that it would have kept there, whatever the objective says", () => {
    const putBack: Course = { values: [0.9, 0.1, 0.3, 0.2], kept: [1, 2, 2, 4] };
    for (const at of ["last", "best"] as const) {
      const objective = { metric: "validation-accuracy", at } as const;
      expect([1, 2, 3, 4, 9].map((epochs) => lossAfter(objective, putBack, epochs))).toEqual([
        -0.9, -0.1, -0.1, -0.2, -0.2,
      ]);
    }
  });

  test("of a training that had fewer, its end; of none, the worst", () => {
    expect(lossAfter(lastLoss, course(3, 1), 5)).toBe(1);
    expect(lossAfter(lastLoss, course(3, Number.NaN), 5)).toBe(Number.POSITIVE_INFINITY);
    expect(lossAfter(lastLoss, course(), 5)).toBe(Number.POSITIVE_INFINITY);
    expect(lossAfter(bestAccuracy, course(), 5)).toBe(Number.POSITIVE_INFINITY);
  });
});

test("a configuration's is the mean over its repeats, the worst when one failed", () => {
  const trial = (repeat: number, status: TrialState["status"]): TrialState => ({
    ...{ number: repeat, configuration: 0, repeat, point: {}, status, values: [4, repeat], kept: null },
  });
  const of = (...trials: TrialState[]) => configurationLoss(lastLoss, { configuration: 0, point: {}, trials });
  expect(of(trial(0, "finished"), trial(1, "paused"))).toBe(0.5);
  expect(of(trial(0, "finished"), trial(1, "failed"))).toBe(Number.POSITIVE_INFINITY);
});
