import type { ParameterSpec, Point } from "study";
import { expect, test } from "vitest";
import { inventUniform, optimizersExperiment } from "../../test/sample-experiments.ts";
import { listConfigurations } from "./configuration.ts";
import { describeParameters } from "./describe-parameters.ts";

const any: ParameterSpec = { kind: "uniform", low: 0, high: 1, steps: null, at: [], when: {} };

/** The labels of one trial per point. */
function labelsOf(points: readonly Point[]): readonly string[] {
  const keys = [...new Set(points.flatMap((point) => Object.keys(point)))];
  const parameters = describeParameters(Object.fromEntries(keys.map((key) => [key, any])));
  const [trial] = optimizersExperiment.trials;
  if (trial === undefined) throw new Error("the sample has trials");
  const trials = points.map((point, i) => ({ ...trial, id: i, configuration: i, repeat: 0, parameters: point }));
  return listConfigurations({ ...optimizersExperiment, trials }, parameters).map(({ label }) => label);
}

test("a label says the values that differ with the names of numbers, and leaves out what does not apply", () => {
  const points: readonly Point[] = [
    { optimizer: "sgd", "sgd-rate": 0.01, momentum: 0, batch: 32 },
    { optimizer: "sgd", "sgd-rate": 0.01, momentum: 0.9, batch: 32 },
    { optimizer: "adam", "adam-rate": 1e20, batch: 32 },
  ];
  expect(labelsOf(points)).toEqual([
    "sgd, sgd-rate 0.01, momentum 0",
    "sgd, sgd-rate 0.01, momentum 0.9",
    "adam, adam-rate 10²⁰",
  ]);
});

test("labels that would be alike, or too long for a legend, have their number and lose whole values at the end", () => {
  expect(labelsOf([{ rate: 0.01234 }, { rate: 0.012341 }])).toEqual(["#0 rate 0.0123", "#1 rate 0.0123"]);
  const long = { optimizer: "rmsprop", learningRate: 0.00331, units: 97, dropout: 0.311, momentum: 0.25 };
  expect(labelsOf([long, { ...long, units: 8 }])).toEqual(["units 97", "units 8"]);
  const other = { optimizer: "adam", learningRate: 0.1, units: 8, dropout: 0.5, momentum: 0.5 };
  expect(labelsOf([long, other])).toEqual([
    "#0 rmsprop, learning rate 0.00331, units 97…",
    "#1 adam, learning rate 0.1, units 8, dropout 0.5…",
  ]);
  for (const label of labelsOf([{ word: "x".repeat(80) }, { word: "y".repeat(80) }])) expect(label).toHaveLength(54);
});

test("long words are cut before what stands behind them, numbers never", () => {
  const schedule = 'a very long "quoted" text with blanks, and a comma, in it';
  const point = { schedule, learningRate: 0.00331, activation: "relu" };
  expect(
    labelsOf([point, { ...point, activation: "tanh", learningRate: 0.1 }, { ...point, schedule: "none" }]),
  ).toEqual([
    '#0 a very long "quoted" …, learning rate 0.00331, relu',
    '#1 a very long "quoted" text…, learning rate 0.1, tanh',
    "#2 none, learning rate 0.00331, relu",
  ]);
});

test("a single configuration has its whole name, one without parameters the experiment's", () => {
  expect(labelsOf([{ rate: 0.1, units: 3 }])).toEqual(["rate 0.1, units 3"]);
  expect(labelsOf([{}])).toEqual(["optimizers"]);
});

test("before anything has finished curves are those of the trials that have begun, and of no other", () => {
  const running = inventUniform("running");
  const trials = running.trials.map((trial) =>
    trial.repeat === 0 ? trial : { ...trial, status: "ready" as const, epochs: 0 },
  );
  const configurations = listConfigurations({ ...running, trials }, describeParameters(running.spec.parameters));
  expect(configurations.map(({ trials: all, curveCount }) => [all.length, curveCount])).toEqual([
    [5, 1],
    [5, 1],
    [5, 1],
  ]);
});
