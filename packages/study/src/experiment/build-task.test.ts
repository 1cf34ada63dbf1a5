import type { ModelInput } from "minibatch";
import { expect, test } from "vitest";
import { smallExperiment as small } from "../../test/small-experiment.ts";
import { buildNetworkTask } from "./build-task.ts";
import { defineExperiment } from "./define-experiment.ts";
import { ExperimentError } from "./experiment-error.ts";
import type { ExperimentInput } from "./experiment-input.ts";
import type { ParameterSpec } from "./spec.ts";

const spec = defineExperiment({
  ...small,
  training: { epochs: 3, batchSize: 16, doctor: true },
  parameters: {
    // written before the whole that it is a part of
    rate: { kind: "log-uniform", low: 0.01, high: 1, at: "optimizer.learningRate" },
    method: { at: "optimizer", values: { plain: "sgd", heavy: { kind: "sgd", momentum: 0.9, learningRate: 7 } } },
    units: { kind: "integer", low: 2, high: 8, at: "model.layers[0].units" },
    slope: { values: [0.1, 0.2], at: "model.layers[0].activation.slope", when: { activation: "leaky" } },
    activation: { values: { relu: "relu", leaky: "leaky-relu" }, at: "model.layers[0].activation" },
    l2: { values: [0, 0.01], at: ["model.layers[0].regularizer.l2", "model.layers[1].regularizer.l2"] },
    patience: { values: [2], at: "training.earlyStopping.patience" },
    rows: { values: [100, null], at: "data.rows" },
  },
  search: { kind: "random", configurations: 4 },
});

test("values go to their paths, parts after the whole, and what was not there is made", () => {
  const point = {
    rate: 0.5,
    method: "heavy",
    units: 5,
    slope: 0.2,
    activation: "leaky",
    l2: 0.01,
    patience: 2,
    rows: 100,
  };
  const task = buildNetworkTask(spec, point, 7, "some/id");
  expect(task).toMatchObject({
    kind: "train",
    id: "some/id",
    seed: 7,
    data: { set: "sequences", split: "random", splitSeed: 7, rows: 100 },
    model: {
      layers: [
        { units: 5, activation: { kind: "leaky-relu", slope: 0.2 }, regularizer: { l1: 0, l2: 0.01 } },
        { units: 1, regularizer: { l1: 0, l2: 0.01 } },
      ],
    },
    optimizer: { kind: "sgd", flavour: "keras3", momentum: 0.9, learningRate: 0.5 },
    epochs: 3,
    batchSize: 16,
    doctor: true,
    evaluateTrain: false,
    evaluateTest: false,
    keepWeights: false,
    earlyStopping: { metric: "validation-loss", patience: 2, minDelta: 0, restoreBest: true },
  });
  expect(Object.isFrozen(task) && Object.isFrozen(task.data) && Object.isFrozen(task.earlyStopping)).toBe(true);
});

test("what the point leaves out stays as the experiment has it", () => {
  const task = buildNetworkTask(spec, {}, 1, "id");
  expect(task.optimizer).toMatchObject({ kind: "sgd", momentum: 0, learningRate: 0.01 });
  expect(task.data).toEqual({ set: "sequences", split: "random", splitSeed: 1, rows: null });
  expect(task).not.toHaveProperty("earlyStopping");
});

test("a split's own seed stays, whatever the trial's", () => {
  const fixed = defineExperiment({ ...small, data: { set: "sequences", splitSeed: 3, split: "grouped" } });
  expect(buildNetworkTask(fixed, {}, 9, "id").data).toEqual({
    set: "sequences",
    split: "grouped",
    splitSeed: 3,
    rows: null,
  });
});

test.each([
  [{ units: 9 }, "parameters.units: has no value 9: it goes from 2 to 8"],
  [{ units: "5" }, 'parameters.units: has no value "5": it goes from 2 to 8'],
  [{ rate: Number.NaN }, "parameters.rate: has no value NaN"],
  [{ method: "sgd" }, 'parameters.method: has no value "sgd": it has "plain", "heavy"'],
  [{ unit: 3 }, "parameters.unit: is not a parameter"],
  [{ constructor: 3 }, "parameters.constructor: is not a parameter"],
])("the point %j is refused", (point, message) => {
  expect(() => buildNetworkTask(spec, point as never, 1, "id")).toThrow(message);
});

test("a value that the library refuses is told with its path in the trial", () => {
  const wild: ParameterSpec = {
    kind: "choice",
    at: ["optimizer.momentum"],
    when: {},
    values: [{ label: 3, value: 3 }],
  };
  expect(() => buildNetworkTask({ ...spec, parameters: { wild } }, { wild: 3 }, 1, "id")).toThrow(ExperimentError);
  expect(() => buildNetworkTask({ ...spec, parameters: { wild } }, { wild: 3 }, 1, "id")).toThrow(
    /^optimizer\.momentum: cannot use 3/,
  );
});

test("MNIST's rows are the task's", () => {
  const digits: ExperimentInput = {
    ...small,
    data: { set: "mnist", trainRows: 100 },
    model: { inputs: 784, layers: [{ kind: "dense", units: 10 }], loss: "softmax-cross-entropy" },
  };
  expect(buildNetworkTask(defineExperiment(digits), {}, 5, "id").data).toEqual({
    set: "mnist",
    split: "sweep",
    trainRows: 100,
    validationRows: null,
    testRows: null,
  });
});

test("how often layers are repeated is a parameter, and so is what lies within them", () => {
  const model: ModelInput = {
    ...small.model,
    layers: [
      { kind: "dense", units: 8, activation: "relu" },
      { kind: "repeat", times: 1, layers: [{ kind: "residual", layers: [{ kind: "dense", units: 8 }] }] },
      { kind: "dense", units: 1 },
    ],
  };
  const deep = defineExperiment({
    ...small,
    model,
    parameters: {
      depth: { kind: "integer", low: 1, high: 4, at: "model.layers[1].times" },
      activation: { values: ["relu", "tanh"], at: "model.layers[1].layers[0].layers[0].activation" },
    },
    search: { kind: "random", configurations: 3 },
  });
  const { layers } = buildNetworkTask(deep, { depth: 3, activation: "tanh" }, 1, "x").model;
  expect(layers.map(({ name }) => name)).toEqual(["layer1", "layer2-1", "layer2-2", "layer2-3", "layer3"]);
  expect(layers[3]).toMatchObject({
    kind: "residual",
    layers: [{ name: "layer2-3-1", activation: { kind: "tanh" } }],
  });
  const wrong = { values: [0, 2], at: "model.layers[1].times" };
  expect(() => defineExperiment({ ...deep, parameters: { depth: wrong } } as never)).toThrow(
    /^parameters\.depth\.values\[0\]: .*cannot use 0: it must be a whole number at least 1 and at most 1000/,
  );
});
