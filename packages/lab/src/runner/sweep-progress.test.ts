import { expect, test } from "vitest";
import { optimizersExperiment } from "../../test/sample-experiments.ts";
import { createSweepProgress } from "./sweep-progress.ts";

test("the best so far is told with its trial, and as not kept where it is another network's figure", () => {
  const progress = createSweepProgress({
    summary: { ...optimizersExperiment.summary, best: null },
    spec: optimizersExperiment.spec,
    workers: 1,
    now: () => 0,
  });
  const best = (): string | undefined => progress.state().best;
  expect(best()).toBeUndefined();
  progress.end(3, { objective: 0.5, objectiveEpoch: 2, keptEpoch: 2 }, false);
  expect(best()).toBe("best 0.5000 (#3)");
  progress.end(4, { objective: 0.75, objectiveEpoch: 2, keptEpoch: 6 }, false);
  expect(best()).toBe("best 0.7500 (#4, not kept)");
  progress.end(5, { objective: null, objectiveEpoch: null, keptEpoch: null }, false);
  progress.end(6, { objective: 0.875, objectiveEpoch: null, keptEpoch: null }, false);
  expect(best()).toBe("best 0.8750 (#6)");
});
