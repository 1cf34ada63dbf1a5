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

test("a sweep of ten million trials is estimated in a moment, in proportion", () => {
  let nowMs = 0;
  const { summary, spec } = optimizersExperiment;
  const counts = {
    ...summary.counts,
    finished: 0,
    failed: 0,
    pruned: 0,
    cancelled: 0,
    running: 0,
    ready: 0,
    paused: 0,
  };
  const secondsLeft = (expectedTrials: number): number => {
    nowMs = 0;
    const options = { summary: { ...summary, counts, expectedTrials }, spec, workers: 2, now: () => nowMs };
    const progress = createSweepProgress(options);
    for (let number = 0; number < 4; number++) {
      progress.begin({ number, parameters: optimizersExperiment.trials[0]!.parameters, seed: 1, epochs: 0 }, 0);
      nowMs += 1_000;
      progress.advance(number, 1);
      progress.end(number, { objective: null, objectiveEpoch: null, keptEpoch: null }, false);
    }
    return progress.state().secondsLeft as number;
  };
  const startMs = performance.now();
  expect(secondsLeft(10_000_004) / 5_000_000).toBeCloseTo(1, 1);
  expect(performance.now() - startMs).toBeLessThan(1_000);
  expect(secondsLeft(104) / 50).toBeCloseTo(1, 1);
});
