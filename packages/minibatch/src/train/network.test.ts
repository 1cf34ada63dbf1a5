import { describe, expect, test } from "vitest";
import { finish } from "../data/slices.ts";
import type { FloatArray } from "../math/float-array.ts";
import { defineModel } from "../model/define-model.ts";
import { defineOptimizer } from "../optimizers/define-optimizer.ts";
import type { Backend } from "../plan/executor.ts";
import { sizeOf, type Tensor } from "../plan/tensor.ts";
import { createReferenceBackend } from "../reference/backend.ts";
import { findNonFinite } from "./diverged-error.ts";
import { Network, type Recipe } from "./network.ts";
import { widenNetwork } from "./widen-network.ts";

const normal = { kind: "normal", mean: 0, sd: 1 } as const;
const recipe: Recipe = {
  model: defineModel({
    inputs: 1,
    layers: [
      { kind: "dense", name: "first", units: 3, weights: normal, biases: normal },
      { kind: "dense", name: "last", units: 1, weights: normal, biases: normal },
    ],
    loss: "mean-squared-error",
  }),
  optimizer: defineOptimizer("nadam"),
  seed: 3,
};
const reference = createReferenceBackend("float64");

/** The reference, and how many of its executors were freed. */
function countingBackend(): { backend: Backend; freed: () => number } {
  let count = 0;
  const backend: Backend = {
    ...reference,
    open(space) {
      const executor = reference.open(space);
      const dispose = executor.dispose.bind(executor);
      executor.dispose = () => {
        count++;
        dispose();
      };
      return executor;
    },
  };
  return { backend, freed: () => count };
}

const read = (network: Network, tensor: Tensor): FloatArray => finish(network.read(tensor));
const fill = (network: Network, tensor: Tensor, value: number): void =>
  finish(network.write(tensor, new Float64Array(sizeOf(tensor)).fill(value)));

describe("initial weights", () => {
  test("weights and biases of one shape and one initializer are drawn apart", () => {
    const network = new Network(reference, recipe, 1);
    finish(network.initialize());
    const [weights, biases] = network.plan.modelTensors.map(({ tensor }) => read(network, tensor));
    expect(weights).toHaveLength(3);
    for (const [i, weight] of weights.entries()) expect(weight).not.toBe(biases[i]);
    network.dispose();
  });
});

describe("widening", () => {
  test("moves parameters, slots, scalars and the step along, and frees the old executor", () => {
    const { backend, freed } = countingBackend();
    const network = new Network(backend, recipe, 1);
    finish(network.initialize());
    fill(network, network.plan.gradients, 0.5);
    finish(network.update(0.1));
    const numbersOf = (one: Network): FloatArray[] => one.saved.map(({ tensor }) => read(one, tensor));
    const [numbers, scalars] = [numbersOf(network), network.optimizer.scalars.slice()];
    expect(network.saved.map(({ name }) => name)).toEqual(["parameters", "optimizer.mean", "optimizer.meanSquare"]);
    for (const values of numbers) expect(values.every((value) => value !== 0)).toBe(true);
    expect(scalars).not.toEqual(new Network(reference, recipe, 1).optimizer.scalars);
    const wider = finish(widenNetwork(network, 2));
    expect(freed()).toBe(1);
    expect(() => network.checkLive()).toThrow(TypeError);
    expect(wider.capacity).toBe(2);
    expect([numbersOf(wider), wider.optimizer.scalars, wider.step]).toEqual([numbers, scalars, 1]);
    wider.dispose();
  });

  test("leaves a network that is wide enough as it is", () => {
    const { backend, freed } = countingBackend();
    const network = new Network(backend, recipe, 2);
    expect(finish(widenNetwork(network, 2))).toBe(network);
    expect(freed()).toBe(0);
    network.dispose();
  });
});

describe("where a number is not finite", () => {
  test("of several gradients the one nearest to the loss is named: the others follow from it", () => {
    const network = new Network(reference, recipe, 1);
    fill(network, network.plan.gradients, Number.NaN);
    expect(finish(findNonFinite(network, 1))).toMatchObject({ layer: "last", tensor: "weight gradient" });
    network.dispose();
  });

  test("of several weights the first is named", () => {
    const network = new Network(reference, recipe, 1);
    fill(network, network.plan.parameters, Number.NaN);
    expect(finish(findNonFinite(network, 1))).toMatchObject({ layer: "first", tensor: "weights" });
    network.dispose();
  });
});
