import { expect, test } from "vitest";
import {
  conditionalExperiment,
  inventUniform,
  optimizersExperiment,
  singleExperiment,
} from "../../test/sample-experiments.ts";
import { describeExperiment } from "./describe-experiment.ts";
import type { ExperimentPageInput } from "./experiment-page-input.ts";
import { planMoreRepeats } from "./more-repeats.ts";
import { planNextSteps } from "./next-steps.ts";
import { renderNextSteps } from "./sections/what-next.ts";

function commandsOf(input: ExperimentPageInput): readonly string[] {
  return planNextSteps(describeExperiment(input)).map(({ command }) => command);
}

/** Where SGD is far behind, and RMSprop as far before Adam. */
function separate(input: ExperimentPageInput): ExperimentPageInput {
  const trials = input.trials.map((trial) => ({
    ...trial,
    objective: [0.5, 0.9, 0.7][trial.configuration]! + trial.repeat * 1e-4 * (1 + trial.configuration),
  }));
  return { ...input, trials };
}

test("what is still to come comes first, then what failed, more repeats, and the best", () => {
  expect(commandsOf(optimizersExperiment)).toEqual(["minibatch sweep more-repeats.json", "minibatch train best.json"]);
  expect(commandsOf(conditionalExperiment)).toEqual([
    "minibatch runs list conditional --status failed",
    "minibatch sweep more-repeats.json",
    "minibatch train best.json",
  ]);
  expect(commandsOf(singleExperiment)).toEqual(["minibatch train best.json"]);
  expect(commandsOf(inventUniform("failed"))).toEqual(["minibatch runs list optimizers --status failed"]);
  for (const status of ["ready", "running", "paused", "cancelled"] as const) {
    const [first] = planNextSteps(describeExperiment(inventUniform(status)));
    expect(first).toEqual({
      why: "Go on with the 15 trials that are still to come:",
      command: "minibatch sweep experiment.json",
    });
  }
});

test("a name that a shell would take apart is quoted", () => {
  const failed = inventUniform("failed");
  expect(commandsOf({ ...failed, spec: { ...failed.spec, name: "a b" } })).toEqual([
    "minibatch runs list 'a b' --status failed",
  ]);
});

test("the store is told with every command, for the page's folder has none", () => {
  const store = "../a b.sqlite";
  expect(commandsOf({ ...conditionalExperiment, store })).toEqual([
    "minibatch runs list conditional --status failed --store '../a b.sqlite'",
    "minibatch sweep more-repeats.json --store '../a b.sqlite'",
    "minibatch train best.json --store '../a b.sqlite'",
  ]);
  const told = renderNextSteps(describeExperiment({ ...conditionalExperiment, store })).markup;
  expect(told).toContain("To be pasted in the folder of this page.</p>");
  expect(renderNextSteps(describeExperiment(conditionalExperiment)).markup).toContain(
    "with <code>--store</code> where",
  );
});

test("more repeats are told with what they cost", () => {
  const { seconds } = optimizersExperiment.summary;
  const [more] = planNextSteps(describeExperiment(optimizersExperiment));
  // 15 trials were trained, 3 configurations at 7 seeds are 21
  expect(more?.why).toBe(
    `Train every configuration at 7 seeds instead of 5, so that more of them can be told apart (21 trials, about ${Math.floor((seconds * 21) / 15 / 60)} min ${Math.round((seconds * 21) / 15) % 60} s of training):`,
  );
});

test("more repeats are not asked for where the best is apart, alone, or not there", () => {
  const planOf = (input: ExperimentPageInput) => planMoreRepeats(describeExperiment(input));
  expect(planOf(separate(optimizersExperiment))).toBeNull();
  expect(planOf(singleExperiment)).toBeNull();
  expect(planOf(inventUniform("failed"))).toBeNull();
});

test("where single trials were all, five repeats; where the better test decides already, twice as many as there were", () => {
  const { spec, trials } = optimizersExperiment;
  const once = {
    ...optimizersExperiment,
    spec: { ...spec, repeats: 1 },
    trials: trials.filter(({ repeat }) => repeat === 0),
  };
  expect(planMoreRepeats(describeExperiment(once))).toMatchObject({ name: "optimizers-5-repeats", repeats: 5 });
  const pair = [0, 5].flatMap((later) =>
    trials
      .filter(({ configuration }) => configuration > 0)
      .map((trial) => {
        const repeat = trial.repeat + later;
        return {
          ...trial,
          id: trial.id + 100 * later,
          repeat,
          objective: 0.6 + ((repeat + trial.configuration) % 2) * 0.01,
        };
      }),
  );
  const ten = { ...optimizersExperiment, spec: { ...spec, repeats: 10 }, trials: pair };
  expect(planMoreRepeats(describeExperiment(ten))).toMatchObject({ name: "optimizers-20-repeats", repeats: 20 });
});
