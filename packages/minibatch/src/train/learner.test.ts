import { describe, expect, test } from "vitest";
import type { Backend } from "../kernels/kernels.ts";
import { createReferenceBackend } from "../kernels/reference/backend.ts";
import { defineModel } from "../model/define-model.ts";
import { DenseStage } from "../model/dense-stage.ts";
import { defineOptimizer } from "../optimizers/define-optimizer.ts";
import { findNonFinite } from "./diverged-error.ts";
import { Learner, type Recipe } from "./learner.ts";
import { widenLearner } from "./widen-learner.ts";

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

/** The reference kernels, and how many sets of them were freed. */
function countingBackend(): { backend: Backend; freed: () => number } {
  let count = 0;
  const backend: Backend = {
    ...reference,
    create(size) {
      const kernels = reference.create(size);
      const dispose = (): void => {
        count++;
        kernels.dispose();
      };
      return { ...kernels, dispose };
    },
  };
  return { backend, freed: () => count };
}

describe("initial weights", () => {
  test("weights and biases of one shape and one initializer are drawn apart", () => {
    const learner = new Learner(reference, recipe, 1);
    learner.initializeWeights();
    const [first] = learner.network.stages.filter((stage) => stage instanceof DenseStage);
    const { weights, biases } = first.parameters;
    for (const [i, weight] of weights.entries()) expect(weight).not.toBe(biases[i]);
    learner.dispose();
  });
});

describe("widening", () => {
  test("moves parameters, slots, scalars and the step along, and frees the old arena", () => {
    const { backend, freed } = countingBackend();
    const learner = new Learner(backend, recipe, 1);
    learner.initializeWeights();
    learner.network.gradients.fill(0.5);
    learner.update(0.1);
    const { optimizer, network } = learner;
    const [parameters, scalars] = [network.parameters.slice(), optimizer.scalars.slice()];
    const slots = optimizer.slots.map((slot) => slot.slice());
    expect(scalars).not.toEqual(new Learner(reference, recipe, 1).optimizer.scalars);
    const wider = widenLearner(learner, 2);
    expect(freed()).toBe(1);
    expect(() => learner.checkLive()).toThrow(TypeError);
    expect(wider.network.capacity).toBe(2);
    expect([wider.network.parameters, wider.optimizer.scalars, wider.step]).toEqual([parameters, scalars, 1]);
    expect(wider.optimizer.slots).toEqual(slots);
    wider.dispose();
  });

  test("leaves a learner that is wide enough as it is", () => {
    const { backend, freed } = countingBackend();
    const learner = new Learner(backend, recipe, 2);
    expect(widenLearner(learner, 2)).toBe(learner);
    expect(freed()).toBe(0);
    learner.dispose();
  });
});

describe("where a number is not finite", () => {
  test("of several gradients the one nearest to the loss is named: the others follow from it", () => {
    const learner = new Learner(reference, recipe, 1);
    learner.network.gradients.fill(Number.NaN);
    expect(findNonFinite(learner.network, 1)).toMatchObject({ layer: "last", tensor: "weight gradient" });
    learner.dispose();
  });

  test("of several weights the first is named", () => {
    const learner = new Learner(reference, recipe, 1);
    learner.network.parameters.fill(Number.NaN);
    expect(findNonFinite(learner.network, 1)).toMatchObject({ layer: "first", tensor: "weights" });
    learner.dispose();
  });
});
