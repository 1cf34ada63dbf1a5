import { expect, test } from "vitest";
import { inventUniform, optimizersExperiment, regressionExperiment } from "../../../test/sample-experiments.ts";
import { describeExperiment } from "../../experiment-page/describe-experiment.ts";
import { findBestTrial } from "./find-best-trial.ts";

test.each([optimizersExperiment, regressionExperiment])(
  "it is of the configuration that the ranking has first",
  (input) => {
    const { ranked, objective } = describeExperiment(input);
    expect(findBestTrial(input.trials, objective.goal)?.configuration).toBe(ranked[0]?.number);
  },
);

test("the first repeat that finished stands for its configuration, not the luckiest", () => {
  const { trials } = optimizersExperiment;
  const best = findBestTrial(trials, "max");
  expect(best?.repeat).toBe(0);
  const without = trials.map((trial) => (trial.repeat === 0 ? { ...trial, status: "failed" as const } : trial));
  expect(findBestTrial(without, "max")?.repeat).toBe(1);
});

test("without a finished trial there is none, and one without a figure does not count", () => {
  expect(findBestTrial(inventUniform("failed").trials, "max")).toBeNull();
  const blank = optimizersExperiment.trials.map((trial) => ({ ...trial, objective: null }));
  expect(findBestTrial(blank, "max")).toBeNull();
});
