import { expect, test } from "vitest";
import { describeEpochs, epochsTo, epochsToOrBeyond } from "./epochs-to.ts";

test("the first epoch at or above the accuracy, counted from 1", () => {
  expect(epochsTo([0.1, 0.95, 0.9, 0.96], 0.95)).toBe(2);
  expect(epochsTo([0.1, 0.9], 0.95)).toBeNull();
});

test("never reached: one epoch more than there were", () => {
  expect(epochsToOrBeyond([0.1, 0.9], 0.95)).toBe(3);
  expect(epochsToOrBeyond([0.95], 0.95)).toBe(1);
  expect(describeEpochs(null, 50)).toBe("more than 50");
  expect(describeEpochs(7, 50)).toBe("7");
});
