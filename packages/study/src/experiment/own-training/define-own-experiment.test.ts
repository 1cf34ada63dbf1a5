import { describe, expect, test } from "vitest";
import { findConflict } from "../../sweep/check-combination.ts";
import { buildTask } from "../build-task.ts";
import { defineExperiment } from "../define-experiment.ts";
import { hashSpec } from "../hash-spec.ts";
import type { OwnExperimentInput } from "./own-input.ts";

const own: OwnExperimentInput = {
  name: "own",
  training: { module: "lib/train.ts", options: { depth: 3 } },
  parameters: { k: [1, 5], power: { values: { one: 1, two: 2 } } },
  objective: { metric: "score", goal: "max" },
};

const define = (change: object) => defineExperiment({ ...own, ...change });

test("it is completed, frozen, and can be given back in", () => {
  const spec = defineExperiment(own);
  expect(spec).toMatchObject({
    kind: "sweep",
    data: null,
    model: null,
    optimizer: null,
    training: { module: "./lib/train.ts", options: { depth: 3 }, epochs: 1 },
    objective: { metric: "score", at: "last", goal: "max" },
    parameters: { k: { at: [] }, power: { at: [] } },
    repeats: 1,
  });
  expect(Object.isFrozen(spec.training.options)).toBe(true);
  expect(defineExperiment(spec)).toEqual(spec);
  expect(hashSpec(defineExperiment(JSON.parse(JSON.stringify(spec)) as OwnExperimentInput))).toBe(hashSpec(spec));
  expect(findConflict(spec)).toBeNull();
});

test("a trial has every parameter by its name, as a value, and options by their paths", () => {
  const spec = define({ parameters: { ...own.parameters, "training.options.depth": [3, 4] } });
  expect(buildTask(spec, { k: 5, power: "two", "training.options.depth": 4 }, 7, "own/3")).toEqual({
    kind: "own-training",
    id: "own/3",
    module: "./lib/train.ts",
    options: { depth: 4 },
    epochs: 1,
    parameters: { k: 5, power: 2, "training.options.depth": 4 },
    data: null,
    seed: 7,
    metric: "score",
  });
});

test("data may be a set, whose fields vary", () => {
  const spec = define({ data: { set: "spirals" }, parameters: { "data.noise": [0.1, 0.2] } });
  const task = buildTask(spec, { "data.noise": 0.2 }, 1, "own/0");
  expect(task).toMatchObject({ data: { set: "spirals", noise: 0.2 } });
});

test.each([
  ["train-loss", "min"],
  ["testAccuracy", "max"],
])("the goal of %s is told by its name", (metric, goal) => {
  expect(define({ objective: metric }).objective).toEqual({ metric, at: "last", goal });
});

describe("is refused, with the place", () => {
  test.each<[object, string]>([
    [{ objective: undefined }, "objective: "],
    [{ objective: "score" }, "objective: needs a goal: whether less or more score is better is not known"],
    [{ objective: { metric: "a b", goal: "min" } }, "objective.metric: "],
    [
      { training: { module: "../train.ts" } },
      'training.module: cannot use "../train.ts": it must be the path of a .ts',
    ],
    [{ training: { module: "a/../../train.ts" } }, "training.module: "],
    [{ training: { module: "/train.ts" } }, "training.module: "],
    [{ training: { module: "file:train.ts" } }, "training.module: "],
    [{ training: { module: "train.wasm" } }, "training.module: "],
    [{ training: { ...own.training, epochs: 0 } }, "training.epochs: "],
    [{ training: { ...own.training, batchSize: 3 } }, "training.batchSize: cannot be read"],
    [{ model: { inputs: 1 } }, "model: cannot be given: training.module trains here"],
    [
      { parameters: { k: { at: "optimizer.learningRate", values: [1] } } },
      "parameters.k.at: cannot be optimizer.learningRate",
    ],
    [
      { parameters: { "training.epochs": [1, 2] } },
      'parameters["training.epochs"]: cannot be training.epochs: pruning',
    ],
    [{ parameters: { "data.noise": [1] } }, 'parameters["data.noise"]: cannot be data.noise: a trial'],
    [{ pruning: "median" }, "pruning: cannot be median: training.epochs is 1"],
    [{ preprocessing: "auto" }, "preprocessing: cannot stand without a file"],
  ])("%j", (change, message) => {
    expect(() => define(change)).toThrow(message);
  });
});
