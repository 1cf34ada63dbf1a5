import { expect, test } from "vitest";
import type { ExperimentSummary } from "../../store/store.ts";
import { checkSomeUsable } from "./check-some-usable.ts";

const counts = { ready: 0, running: 0, paused: 0, finished: 0, failed: 0, pruned: 0, cancelled: 0 };
const summary = (change: Partial<ExperimentSummary["counts"]>) => ({ name: "wild", counts: { ...counts, ...change } });

test("a sweep of which every trial failed is a failure, any other is not", () => {
  expect(() => checkSomeUsable(summary({ failed: 3 }))).toThrow(
    "Cannot use what wild gave: all 3 trials have failed; see minibatch runs list wild --status failed",
  );
  expect(() => checkSomeUsable(summary({ failed: 1 }))).toThrow("its trial has failed");
  for (const ending of ["finished", "pruned"] as const) {
    expect(() => checkSomeUsable(summary({ failed: 3, [ending]: 1 }))).not.toThrow();
  }
  expect(() => checkSomeUsable(summary({ cancelled: 3 }))).not.toThrow();
});
