import { createTrainer, type LayerInput, type ModelInput, SpecError } from "minibatch";
import { describe, expect, test } from "vitest";
import { checkModel, describeHead, type ModelOptions, modelFor, outputsFor } from "./model-for.ts";
import type { TargetSpec } from "./target.ts";

const classes: TargetSpec = { task: "classes", columns: ["y"], classes: ["a", "b", "c"] };
const binary: TargetSpec = { task: "binary", columns: ["y"], classes: ["no", "yes"] };
const labels: TargetSpec = { task: "labels", columns: ["p", "q"], classes: [] };
const number: TargetSpec = { task: "regression", columns: ["y"], classes: [] };
const numbers: TargetSpec = { task: "regression", columns: ["p", "q"], classes: [] };

test.each<[TargetSpec, number, ModelInput["loss"], string]>([
  [classes, 3, "softmax-cross-entropy", "3 outputs with softmax, one a class; the loss is cross-entropy"],
  [
    binary,
    1,
    "sigmoid-binary-cross-entropy",
    "1 output with sigmoid, the probability of yes; the loss is binary cross-entropy",
  ],
  [
    labels,
    2,
    "sigmoid-binary-cross-entropy",
    "2 outputs with sigmoid, the probability of each label; the loss is binary cross-entropy",
  ],
  [number, 1, "mean-squared-error", "1 linear output; the loss is mean squared error"],
  [numbers, 2, "mean-squared-error", "2 linear outputs; the loss is mean squared error"],
])("what follows from %j", (target, outputs, loss, says) => {
  expect(outputsFor(target)).toBe(outputs);
  expect(describeHead(target)).toBe(says);
  expect(modelFor(target, { shape: [5] }, { hidden: [64, 32] })).toEqual({
    inputs: 5,
    layers: [
      { kind: "dense", units: 64, activation: "relu" },
      { kind: "dense", units: 32, activation: "relu" },
      { kind: "dense", units: outputs },
    ],
    loss,
  });
});

test("hidden layers may be layers, and rows of several axes are flattened", async () => {
  const hidden = [{ kind: "dropout", rate: 0.1 } as const, 8, { kind: "dense", units: 4, activation: "silu" } as const];
  const model = modelFor(classes, { shape: [4, 4, 1] }, { hidden, activation: "tanh" });
  expect(model.inputs).toEqual([4, 4, 1]);
  expect(model.layers.map((layer) => layer.kind)).toEqual(["flatten", "dropout", "dense", "dense", "dense"]);
  expect(model.layers[2]).toEqual({ kind: "dense", units: 8, activation: "tanh" });
  const trainer = await createTrainer({ model, optimizer: "sgd" });
  expect(trainer.model.layers).toHaveLength(5);
  trainer.dispose();
  const reshaped = modelFor(classes, { shape: [4, 4] }, { hidden: [{ kind: "flatten" }, 8] });
  expect(reshaped.layers.map(({ kind }) => kind)).toEqual(["flatten", "dense", "dense"]);
  expect(modelFor(number, { shape: [3] }).layers).toEqual([{ kind: "dense", units: 1 }]);
});

test("a gray picture has one channel where the first layer takes pictures, and is as it is for any other", () => {
  const conv = { kind: "conv2d", filters: 2, kernel: 3 } as const;
  const inputsOf = (first: LayerInput | number, shape: readonly number[]): unknown =>
    modelFor(classes, { shape }, { hidden: [{ kind: "dropout", rate: 0.1 }, first, { kind: "flatten" }, 4] }).inputs;
  expect(inputsOf(conv, [8, 6])).toEqual([8, 6, 1]);
  expect(inputsOf({ kind: "max-pool2d", pool: 2 }, [8, 6])).toEqual([8, 6, 1]);
  expect(inputsOf({ kind: "residual", layers: [{ ...conv, padding: "same" }] }, [8, 6])).toEqual([8, 6, 1]);
  expect(inputsOf(conv, [8, 6, 3])).toEqual([8, 6, 3]);
  expect(inputsOf(conv, [48])).toBe(48);
  for (const first of [{ kind: "flatten" } as const, { kind: "layer-norm" } as const, 5]) {
    expect(inputsOf(first, [8, 6])).toEqual([8, 6]);
  }
  // a kernel that is too large is told of the picture
  expect(inputsOf({ ...conv, kernel: 9 }, [8, 6])).toEqual([8, 6, 1]);
  const layers = [conv, { kind: "flatten" }, { kind: "dense", units: 3 }] as const;
  expect(modelFor(classes, { shape: [8, 6] }, { layers }).inputs).toEqual([8, 6, 1]);
});

test("squared error of probabilities has a sigmoid", () => {
  expect(modelFor(binary, { shape: [2] }, { loss: "mean-squared-error" }).layers).toEqual([
    { kind: "dense", units: 1, activation: "sigmoid" },
  ]);
});

describe("layers of one's own", () => {
  const layers: readonly LayerInput[] = [{ kind: "dense", units: 3 }];

  test("are taken as they stand", () => {
    expect(modelFor(classes, { shape: [2] }, { layers })).toEqual({ inputs: 2, layers, loss: "softmax-cross-entropy" });
    expect(() =>
      checkModel(labels, { inputs: 2, layers: [{ kind: "flatten" }], loss: "sigmoid-binary-cross-entropy" }),
    ).not.toThrow();
  });

  test.each<[string, TargetSpec, ModelOptions, string]>([
    [
      "both",
      classes,
      { layers, hidden: [3] },
      "model.layers: cannot be given beside hidden: layers are all layers; give one of the two",
    ],
    [
      "too few outputs",
      classes,
      { layers: [{ kind: "dense", units: 2 }] },
      "model.layers[0].units: cannot be 2: classes ask for 3 outputs (3 outputs with softmax, one a class; the loss is cross-entropy); write 3, or give hidden instead of layers",
    ],
    [
      "a loss of numbers for classes",
      classes,
      { loss: "mean-squared-error" },
      'model.loss: cannot be "mean-squared-error": classes ask for softmax-cross-entropy or softmax-focal or kullback-leibler; leave it out, or give another task',
    ],
    [
      "softmax for yes or no",
      binary,
      { loss: "softmax-cross-entropy" },
      'model.loss: cannot be "softmax-cross-entropy": binary targets ask for sigmoid-binary-cross-entropy or sigmoid-focal or mean-squared-error; leave it out, or give another task',
    ],
    [
      "a loss of classes for numbers",
      number,
      { loss: "sigmoid-binary-cross-entropy" },
      'model.loss: cannot be "sigmoid-binary-cross-entropy": numbers ask for mean-squared-error or mean-absolute-error or huber or quantile or poisson; leave it out, or give another task',
    ],
    [
      "squared error of what is no probability",
      binary,
      { loss: "mean-squared-error", layers: [{ kind: "dense", units: 1 }] },
      "model.layers[0].activation: cannot be linear: with mean-squared-error, binary targets ask for sigmoid, so that outputs are probabilities",
    ],
  ])("%s", (_, target, options, message) => {
    const end = message.indexOf(": ");
    expect(() => modelFor(target, { shape: [2] }, options)).toThrow(
      new SpecError(message.slice(0, end), message.slice(end + 2)),
    );
  });
});
