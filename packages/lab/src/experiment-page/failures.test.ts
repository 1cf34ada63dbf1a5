import { expect, test } from "vitest";
import { conditionalExperiment, inventUniform, optimizersExperiment } from "../../test/sample-experiments.ts";
import { describeExperiment } from "./describe-experiment.ts";
import type { ExperimentPageInput } from "./experiment-page-input.ts";
import { describeFailures } from "./failures.ts";

function failuresOf(input: ExperimentPageInput) {
  return describeFailures(describeExperiment(input).configurations);
}

test("where nothing failed there is nothing to tell", () => {
  expect(failuresOf(optimizersExperiment)).toBeNull();
});

test("a configuration of which every trial failed is a whole one; diagnoses that differ in numbers are one cause", () => {
  const failures = failuresOf(conditionalExperiment);
  expect(failures?.count).toBe(3);
  expect(
    failures?.configurations.map(({ configuration, failed, isWhole }) => [configuration.number, failed, isWhole]),
  ).toEqual([[2, 3, true]]);
  expect(failures?.causes).toEqual([{ diagnosis: expect.stringContaining("stopped at step 2"), trial: 6, count: 3 }]);
});

test("whole configurations come before those of which some trials failed, frequent causes before rare ones", () => {
  const { trials } = optimizersExperiment;
  const broken = trials.map((trial) => {
    const fails = trial.configuration === 1 || trial.number === 0;
    const diagnosis = trial.number === 0 ? "the disk is full" : `NaN at step ${trial.number}.5e-3`;
    return fails ? { ...trial, status: "failed" as const, objective: null, diagnosis } : trial;
  });
  const failures = failuresOf({ ...optimizersExperiment, trials: broken });
  expect(
    failures?.configurations.map(({ configuration, failed, isWhole }) => [configuration.number, failed, isWhole]),
  ).toEqual([
    [1, 5, true],
    [0, 1, false],
  ]);
  expect(failures?.causes.map(({ trial, count }) => [trial, count])).toEqual([
    [5, 5],
    [0, 1],
  ]);
});

test("a reason that was not recorded is one too", () => {
  const failed = inventUniform("failed");
  const trials = failed.trials.map((trial) => ({ ...trial, diagnosis: null }));
  expect(failuresOf({ ...failed, trials })?.causes).toEqual([{ diagnosis: "", trial: 0, count: 15 }]);
});
