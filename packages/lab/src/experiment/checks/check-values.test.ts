import { expect, test } from "vitest";
import { processorSeconds } from "../../../test/processor-seconds.ts";
import { smallExperiment } from "../../../test/small-experiment.ts";
import type { TrainTask } from "../../run/train-task.ts";
import { countTrials } from "../../sweep/count-trials.ts";
import { defineExperiment } from "../define-experiment.ts";
import type { ExperimentSpec } from "../spec.ts";
import { checkValues } from "./check-values.ts";
import { requirementsOf } from "./requirements.ts";

const spec = defineExperiment({
  ...smallExperiment,
  parameters: {
    method: { at: "optimizer.kind", values: ["sgd", "adam", "rmsprop"] },
    momentum: { at: "optimizer.momentum", values: [0, 0.9], when: { method: ["sgd", "rmsprop"] } },
    rate: { at: "optimizer.learningRate", kind: "uniform", low: 0.1, high: 0.2, steps: 2 },
  },
});

function tasksTried(experiment: ExperimentSpec): TrainTask[] {
  const tasks: TrainTask[] = [];
  checkValues(experiment, requirementsOf(experiment.parameters), (task) => tasks.push(task));
  return tasks;
}

test("every value is tried in a whole trial, and every condition under which a parameter applies", () => {
  const tried = tasksTried(spec).map(({ optimizer }) => [
    optimizer.kind,
    "momentum" in optimizer ? optimizer.momentum : null,
    optimizer.learningRate,
  ]);
  expect(tried).toEqual([
    ["sgd", 0, 0.01], // as it was written
    ["sgd", 0, 0.1], // all first values
    ["sgd", 0, 0.1],
    ["adam", null, 0.1],
    ["rmsprop", 0, 0.1],
    ["sgd", 0, 0.1],
    ["sgd", 0.9, 0.1],
    ["rmsprop", 0, 0.1], // momentum's other condition
    ["sgd", 0, 0.1],
    ["sgd", 0, 0.2],
  ]);
});

test("an experiment without parameters is one trial", () => {
  expect(tasksTried(defineExperiment(smallExperiment))).toHaveLength(1);
});

test("what a trial cannot have is told of the value that brings it about, and of the one that was varied", () => {
  const parameters = {
    split: { values: ["sweep", "full"], at: "data.split" },
    rows: { values: [55_000, 1_000], at: "data.trainRows", when: { split: "full" } },
  };
  const digits = {
    ...smallExperiment,
    data: { set: "mnist", trainRows: 500 },
    model: { inputs: 784, layers: [{ kind: "dense", units: 10 }], loss: "softmax-cross-entropy" },
  } as const;
  expect(() => defineExperiment({ ...digits, parameters })).toThrow(
    /^objective: cannot be validation-accuracy: with data\.split full nothing validates; .* \(where split is "full"\)$/,
  );
  const training = { evaluateTrain: true };
  expect(defineExperiment({ ...digits, parameters, training, objective: "train-loss" }).name).toBe("small");
  const always = { ...parameters, rows: { values: [1_000, 55_000], at: "data.trainRows" } };
  expect(() => defineExperiment({ ...digits, parameters: always, training, objective: "train-loss" })).toThrow(
    /^parameters\.rows\.values\[1\]: data\.trainRows: cannot be 55000: split sweep has 50000$/,
  );
});

test("eight times the values take about eight times the time", () => {
  const define = (count: number) =>
    defineExperiment({
      ...smallExperiment,
      parameters: { "optimizer.learningRate": Array.from({ length: count }, (_, i) => 1 + i) },
    });
  const few = processorSeconds(() => define(1500), "longest");
  // looking each value up among all of them would take 64 times as long
  expect(processorSeconds(() => define(12_000), "shortest", 2)).toBeLessThan(24 * few);
});

test("conditions that share conditions are asked once each, not in every combination", () => {
  // each depends on the two before it: 2^30 ways lead from the last one to the first
  const chain = Array.from({ length: 45 }, (_, i) => {
    const when = Object.fromEntries([i - 1, i - 2].filter((other) => other >= 0).map((other) => [`p${other}`, "relu"]));
    return [`p${i}`, { at: `model.layers[${i}].activation`, values: ["relu"], when }];
  });
  const layers = Array.from({ length: 45 }, () => ({ kind: "dense", units: 2 }) as const);
  const made = defineExperiment({
    ...smallExperiment,
    model: { ...smallExperiment.model, layers: [...layers, { kind: "dense", units: 1 }] },
    parameters: Object.fromEntries(chain),
  });
  expect(countTrials(made)).toBe(1);
});
