import { expect, test } from "vitest";
import { keptEpoch } from "./kept-epoch.ts";

const LOSS = { metric: "validation-loss", patience: 2, minDelta: 0, restoreBest: true } as const;

test.each([
  ["stopped: the best", [3, 1, 2, 2], LOSS, 2],
  ["its patience had not ended: the last", [3, 2, 1, 2], LOSS, 4],
  ["the best weights are not put back: the last", [3, 1, 2, 2], { ...LOSS, restoreBest: false }, 4],
  ["no early stopping: the last", [3, 1, 2, 2], null, 4],
  ["an improvement below minDelta is none", [3, 2.9, 2.95, 2.8], { ...LOSS, minDelta: 0.5, patience: 3 }, 1],
] as const)("%s", (_, validationLoss, stopping, epoch) => {
  expect(keptEpoch({ validationLoss }, 4, stopping)).toBe(epoch);
});

test("of accuracies the highest is best, the first of equal ones", () => {
  const stopping = { ...LOSS, metric: "train-accuracy" } as const;
  expect(keptEpoch({ trainAccuracy: [0.5, 0.7, 0.7, 0.6] }, 4, stopping)).toBe(2);
});
