/** The whole diagnosis, wherever a number is not finite: what, where, when, and why. */
import { expect, test } from "vitest";
import { finish } from "../data/slices.ts";
import { defineModel } from "../model/define-model.ts";
import { defineOptimizer } from "../optimizers/define-optimizer.ts";
import type { Tensor } from "../plan/tensor.ts";
import { createReferenceBackend } from "../reference/backend.ts";
import { loadBackend } from "../wasm/load.ts";
import { DivergedError } from "./diverged-error.ts";
import { Network } from "./network.ts";

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

function openNetwork(precision: "float32" | "float64" = "float32"): Network {
  const recipe = { model, optimizer: defineOptimizer("adam"), seed: 1 };
  const network = new Network(createReferenceBackend(precision), recipe, ROWS);
  network.step = 7;
  return network;
}

/** A tensor of the model by its name, or its gradient's. */
function named({ plan }: Network, name: string): Tensor {
  const tensors = plan.modelTensors.flatMap(({ tensor, gradient }) =>
    gradient === null ? [tensor] : [tensor, gradient],
  );
  return tensors.find((tensor) => tensor.name === name) as Tensor;
}

/** Overwrites one number. */
function put(network: Network, tensor: Tensor | string, at: number, value: number): void {
  finish(network.write(typeof tensor === "string" ? named(network, tensor) : tensor, [value], at));
}

const output = ({ plan }: Network, layer: number): Tensor => plan.examined[layer].output;

const checkLoss = (network: Network, rows = ROWS): void => finish(network.checkLoss(Number.NaN, rows, 0.5));
const checkState = (network: Network): void => finish(network.checkState(0.5));

test.each<[string, (network: Network) => void, (network: Network) => void, string, string]>([
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
  const network = openNetwork();
  breakIt(network);
  const failure = (() => {
    try {
      return check(network);
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
  expect(() => checkLoss(openNetwork("float64"))).toThrow(grown("float64"));
});

test("rows beyond the batch's are what an earlier one left: they are not looked at", async () => {
  const network = openNetwork();
  put(network, output(network, 0), 3, Number.NaN);
  expect(() => checkLoss(network, 1)).toThrow("value of the loss is NaN");
  expect(() => checkLoss(network, 2)).toThrow("output of first is NaN at index 3");
});

test("what is finite passes, in all kernels", async () => {
  for (const backend of [createReferenceBackend("float64"), await loadBackend()]) {
    const network = new Network(backend, { model, optimizer: defineOptimizer("adam"), seed: 1 }, ROWS);
    expect(() => checkState(network)).not.toThrow();
    expect(() => finish(network.checkLoss(1e300, ROWS, 0.5))).not.toThrow();
    expect(finish(network.findInWeights())).toBeNull();
    network.dispose();
  }
});
