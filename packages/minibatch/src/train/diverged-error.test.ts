/** The whole diagnosis, wherever a number is not finite: what, where, when, and why. */
import { expect, test } from "vitest";
import { loadBackend } from "../kernels/load.ts";
import { createReferenceBackend } from "../kernels/reference/backend.ts";
import { defineModel } from "../model/define-model.ts";
import type { DenseStage } from "../model/dense-stage.ts";
import { defineOptimizer } from "../optimizers/define-optimizer.ts";
import { DivergedError } from "./diverged-error.ts";
import { Learner } from "./learner.ts";

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

const stage = (learner: Learner, index: number): DenseStage => learner.network.stages[index] as DenseStage;

const checkLoss = (learner: Learner): void => learner.checkLoss(Number.NaN, ROWS, 0.5);
const checkState = (learner: Learner): void => learner.checkState(0.5);

test.each<[string, (learner: Learner) => unknown, (learner: Learner) => void, string, string]>([
  [
    "a weight",
    (l) => stage(l, 0).parameters.weights.fill(Infinity, 4, 5),
    checkState,
    "weights of first is Infinity at index 4",
    FAST,
  ],
  [
    "a bias",
    (l) => stage(l, 1).parameters.biases.fill(Number.NaN, 0, 1),
    checkState,
    "biases of last is NaN at index 0",
    FAST,
  ],
  [
    "a weight before an output",
    (l) => {
      stage(l, 1).parameters.weights[1] = -Infinity;
      stage(l, 0).y[0] = Number.NaN;
    },
    checkLoss,
    "weights of last is -Infinity at index 1",
    FAST,
  ],
  [
    "an output",
    (l) => stage(l, 0).y.fill(Infinity, 5, 6),
    checkLoss,
    "output of first is Infinity at index 5",
    grown("float32"),
  ],
  [
    "a gradient, the last layer's first",
    (l) => {
      stage(l, 0).parameters.weightGradient[2] = Number.NaN;
      stage(l, 1).parameters.weightGradient[1] = Infinity;
    },
    checkLoss,
    "weight gradient of last is Infinity at index 1",
    BACK,
  ],
  [
    "a bias's",
    (l) => stage(l, 0).parameters.biasGradient.fill(Number.NaN, 2, 3),
    checkLoss,
    "bias gradient of first is NaN at index 2",
    BACK,
  ],
  ["nothing but the loss", () => {}, checkLoss, "value of the loss is NaN at index 0", grown("float32")],
  [
    "the optimizer's state",
    (l) => l.optimizer.slots[1].fill(Infinity, 10, 11),
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
  stage(learner, 0).y[3] = Number.NaN;
  expect(() => learner.checkLoss(Number.NaN, 1, 0.5)).toThrow("value of the loss is NaN");
  expect(() => learner.checkLoss(Number.NaN, 2, 0.5)).toThrow("output of first is NaN at index 3");
});

test("what is finite passes, in all kernels", async () => {
  for (const backend of [createReferenceBackend("float64"), await loadBackend()]) {
    const learner = new Learner(backend, { model, optimizer: defineOptimizer("adam"), seed: 1 }, ROWS);
    expect(() => learner.checkState(0.5)).not.toThrow();
    expect(() => learner.checkLoss(1e300, ROWS, 0.5)).not.toThrow();
    expect(learner.findInWeights()).toBeNull();
    learner.dispose();
  }
});
