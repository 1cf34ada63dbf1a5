/** The whole diagnosis, wherever a number is not finite: what, where, when, and why. */
import { expect, test } from "vitest";
import { finish } from "../data/slices.ts";
import { defineModel } from "../model/define-model.ts";
import { defineOptimizer } from "../optimizers/define-optimizer.ts";
import type { Tensor } from "../plan/tensor.ts";
import { createReferenceBackend } from "../reference/backend.ts";
import { loadBackend } from "../wasm/load.ts";
import { DivergedError } from "./diverged-error.ts";
import { Learner } from "./network.ts";

const ROWS = 2;
const model = defineModel({
  inputs: 2,
  layers: [
    { kind: "dense", name: "first", units: 3 },
    { kind: "dense", name: "last", units: 1 },
  ],
  loss: "mean-squared-error",
});

const FAST =
  "most likely the last updates were too large: lower the learning rate, or clip the gradient (globalClipNorm)";
const BACK =
  "most likely the gradient grew too large on its way back: clip it (globalClipNorm) or lower the learning rate";
const SQUARED =
  "most likely the gradient was too large to be squared: clip it (globalClipNorm) or lower the learning rate";
const grown = (precision: string): string =>
  `most likely the activations grew past what ${precision} holds: lower the learning rate, or use smaller initial weights`;

function openLearner(precision: "float32" | "float64" = "float32"): Learner {
  const recipe = { model, optimizer: defineOptimizer("adam"), seed: 1 };
  const learner = new Learner(createReferenceBackend(precision), recipe, ROWS);
  learner.step = 7;
  return learner;
}

/** A tensor of the model by its name, or its gradient's. */
function named({ plan }: Learner, name: string): Tensor {
  const tensors = plan.modelTensors.flatMap(({ tensor, gradient }) =>
    gradient === null ? [tensor] : [tensor, gradient],
  );
  return tensors.find((tensor) => tensor.name === name) as Tensor;
}

/** Overwrites one number. */
function put(learner: Learner, tensor: Tensor | string, at: number, value: number): void {
  finish(learner.write(typeof tensor === "string" ? named(learner, tensor) : tensor, [value], at));
}

const output = ({ plan }: Learner, layer: number): Tensor => plan.examined[layer].output;

const checkLoss = (learner: Learner, rows = ROWS): void => finish(learner.checkLoss(Number.NaN, rows, 0.5));
const checkState = (learner: Learner): void => finish(learner.checkState(0.5));

test.each<[string, (learner: Learner) => void, (learner: Learner) => void, string, string]>([
  [
    "a weight",
    (l) => put(l, "first.weights", 4, Infinity),
    checkState,
    "weights of first is Infinity at index 4",
    FAST,
  ],
  ["a bias", (l) => put(l, "last.biases", 0, Number.NaN), checkState, "biases of last is NaN at index 0", FAST],
  [
    "a weight before an output",
    (l) => {
      put(l, "last.weights", 1, -Infinity);
      put(l, output(l, 0), 0, Number.NaN);
    },
    checkLoss,
    "weights of last is -Infinity at index 1",
    FAST,
  ],
  [
    "an output",
    (l) => put(l, output(l, 0), 5, Infinity),
    checkLoss,
    "output of first is Infinity at index 5",
    grown("float32"),
  ],
  [
    "a gradient, the last layer's first",
    (l) => {
      put(l, "gradient of first.weights", 2, Number.NaN);
      put(l, "gradient of last.weights", 1, Infinity);
    },
    checkLoss,
    "weight gradient of last is Infinity at index 1",
    BACK,
  ],
  [
    "a bias's",
    (l) => put(l, "gradient of first.biases", 2, Number.NaN),
    checkLoss,
    "bias gradient of first is NaN at index 2",
    BACK,
  ],
  ["nothing but the loss", () => {}, checkLoss, "value of the loss is NaN at index 0", grown("float32")],
  [
    "the optimizer's state",
    (l) => put(l, l.optimizer.slots[1].tensor, 10, Infinity),
    checkState,
    "optimizer's meanSquare for the weights of last is Infinity at index 1",
    SQUARED,
  ],
])("%s", (_, breakIt, check, found, cause) => {
  const learner = openLearner();
  breakIt(learner);
  const failure = (() => {
    try {
      return check(learner);
    } catch (error) {
      return error;
    }
  })() as DivergedError;
  expect(failure).toBeInstanceOf(DivergedError);
  expect(failure.message).toBe(`Training stopped at step 7: the ${found} (learning rate 0.5); ${cause}`);
  const [tensor, layer] = (/^(.*) of (.*) is /.exec(found) as RegExpExecArray).slice(1);
  expect([failure.tensor, failure.layer, failure.step, failure.learningRate]).toEqual([tensor, layer, 7, 0.5]);
});

test("float64 is named where it is what overflows", () => {
  expect(() => checkLoss(openLearner("float64"))).toThrow(grown("float64"));
});

test("rows beyond the batch's are what an earlier one left: they are not looked at", async () => {
  const learner = openLearner();
  put(learner, output(learner, 0), 3, Number.NaN);
  expect(() => checkLoss(learner, 1)).toThrow("value of the loss is NaN");
  expect(() => checkLoss(learner, 2)).toThrow("output of first is NaN at index 3");
});

test("what is finite passes, in all kernels", async () => {
  for (const backend of [createReferenceBackend("float64"), await loadBackend()]) {
    const learner = new Learner(backend, { model, optimizer: defineOptimizer("adam"), seed: 1 }, ROWS);
    expect(() => checkState(learner)).not.toThrow();
    expect(() => finish(learner.checkLoss(1e300, ROWS, 0.5))).not.toThrow();
    expect(finish(learner.findInWeights())).toBeNull();
    learner.dispose();
  }
});
