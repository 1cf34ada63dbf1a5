import { expect, test } from "vitest";
import { boundInterval } from "./bound-interval.ts";

test("the interval of a mean accuracy is shown no further than accuracies go, others as they are", () => {
  for (const metric of ["validationAccuracy", "test-accuracy", "trainAccuracy"]) {
    expect(boundInterval(metric, [0.9765, 1.0001])).toEqual([0.9765, 1]);
    expect(boundInterval(metric, [-0.01, 0.5])).toEqual([0, 0.5]);
    expect(boundInterval(metric, [0.25, 0.75])).toEqual([0.25, 0.75]);
  }
  for (const metric of ["validationLoss", "accuracy", "score", "my-accuracy"]) {
    expect(boundInterval(metric, [-0.01, 1.01])).toEqual([-0.01, 1.01]);
  }
});
