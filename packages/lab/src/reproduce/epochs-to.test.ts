import { expect, test } from "vitest";
import { describeEpochs, epochsTo } from "./epochs-to.ts";

test("the first epoch at or above the accuracy, counted from 1; null when there is none", () => {
  expect(epochsTo([0.1, 0.95, 0.9, 0.96], 0.95)).toBe(2);
  expect(epochsTo([0.1, 0.9], 0.95)).toBeNull();
});

test("never reached is told as more than was trained", () => {
  expect(describeEpochs(null, 50)).toBe("more than 50");
  expect(describeEpochs(7, 50)).toBe("7");
});
