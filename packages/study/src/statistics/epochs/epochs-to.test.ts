import { expect, test } from "vitest";
import { describeEpochs, epochsTo } from "./epochs-to.ts";

test("the first epoch at or above the accuracy, counted from 1; null when there is none", () => {
  expect(epochsTo([0.1, 0.95, 0.9, 0.96], 0.95)).toBe(2);
  expect(epochsTo([0.1, 0.9], 0.95)).toBeNull();
});

test("a loss is to fall to the threshold", () => {
  expect(epochsTo([0.9, 0.5, 0.3, 0.2], 0.3, "min")).toBe(3);
  expect(epochsTo(Float64Array.of(0.9, 0.5), 0.3, "min")).toBeNull();
});

test("an epoch without a finite figure reaches nothing", () => {
  expect(epochsTo([Number.NaN, 0.97], 0.95)).toBe(2);
  expect(epochsTo([Number.NaN, Number.NaN], 0.95, "min")).toBeNull();
});

test("never reached is told as more than was trained", () => {
  expect(describeEpochs(null, 50)).toBe("more than 50");
  expect(describeEpochs(7, 50)).toBe("7");
});
