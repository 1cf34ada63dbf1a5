/** Weights of classes in an experiment: checked by the data, given to the library by number; losses with options. */
import { describe, expect, test } from "vitest";
import { smallExperiment as small } from "../../test/small-experiment.ts";
import { buildNetworkTask } from "./build-task.ts";
import { classWeightsOf } from "./class-weights-of.ts";
import { defineExperiment } from "./define-experiment.ts";
import type { ExperimentInput } from "./experiment-input.ts";

const taskOf = (change: Partial<ExperimentInput>, point = {}) =>
  buildNetworkTask(defineExperiment({ ...small, ...change }) as never, point, 1, "id");
const digits: Partial<ExperimentInput> = {
  data: { set: "mnist" },
  model: { inputs: 784, layers: [{ kind: "dense", units: 10 }], loss: "softmax-cross-entropy" },
};

describe("weights of classes", () => {
  test.each([
    ["balanced", {}, "balanced", "balanced"],
    ["a list", {}, [1, 5], [1, 5]],
    ["by number", {}, { 1: 5 }, { 1: 5 }],
    ["by a digit's name", digits, { 3: 2, 7: 0.5 }, { 3: 2, 7: 0.5 }],
  ] as const)("%s", (_, change, classWeights, expected) => {
    const task = taskOf({ ...change, training: { classWeights } });
    expect(task.classWeights).toEqual(classWeights);
    expect(classWeightsOf(task)).toEqual(expected);
  });

  test("are not there where nobody wrote them", () => {
    expect("classWeights" in taskOf({})).toBe(false);
    expect(classWeightsOf(taskOf({}))).toBeNull();
  });

  test("can be swept", () => {
    const parameters = { classWeights: { at: "training.classWeights", values: ["balanced", [1, 2]] } } as const;
    const change = { parameters: { weights: { ...parameters.classWeights, values: { even: [1, 1], more: [1, 2] } } } };
    expect(taskOf(change, { weights: "more" }).classWeights).toEqual([1, 2]);
  });

  test.each([
    ["of a class there is not", {}, { 2: 1 }, /training\.classWeights/],
    ["too many", {}, [1, 2, 3], /cannot be 3 numbers: give 2, one for each class/],
    ["below 0", {}, [1, -1], /training\.classWeights/],
    ["another word", {}, "balance", /training\.classWeights/],
  ] as const)("refused: %s", (_, change, classWeights, says) => {
    expect(() => taskOf({ ...change, training: { classWeights: classWeights as never } })).toThrow(says);
  });
});

describe("losses in an experiment", () => {
  const withLoss = (loss: unknown) => ({ model: { ...small.model, loss: loss as never } });

  test("with options, which can be swept below a name", () => {
    const change = {
      ...withLoss("sigmoid-focal"),
      parameters: { gamma: { at: "model.loss.gamma", values: [0.5, 3] } },
    };
    expect(taskOf(change, { gamma: 3 }).model.loss).toEqual({ kind: "sigmoid-focal", gamma: 3, alpha: 0.25 });
    expect(taskOf(withLoss({ kind: "sigmoid-focal", gamma: 2 })).model.loss).toBe("sigmoid-focal");
  });

  test("of margins are refused: figures are made of probabilities", () => {
    expect(() => taskOf(withLoss("hinge"))).toThrow(
      "model.loss: cannot be hinge: for sequences it must be sigmoid-binary-cross-entropy or sigmoid-focal or mean-squared-error",
    );
  });
});
