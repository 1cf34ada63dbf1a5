/** The library's own defaults say what the report's networks and optimizers are. */
import { defineModel, defineOptimizer, layoutOf } from "minibatch";
import { expect, test } from "vitest";
import { digitNetwork, sequenceNetwork } from "./models.ts";
import { DEFAULT_RATES, FIGURE2_OPTIMIZER, kerasOptimizer, OPTIMIZER_NAMES, plainSgd } from "./optimizers.ts";

test("the networks are complete: the library has nothing to fill in", () => {
  for (const model of [digitNetwork("relu"), digitNetwork("tanh"), digitNetwork("linear"), sequenceNetwork()]) {
    expect(defineModel(model)).toEqual(model);
  }
});

test("problem 2 has 178,110 parameters in 784-200-100-10, problem 3 has 441 in 20-20-1", () => {
  const count = (model: ReturnType<typeof sequenceNetwork>): number => layoutOf(model).size;
  expect(count(digitNetwork("relu"))).toBe(178_110);
  expect(count(sequenceNetwork())).toBe(441);
});

test("Figure 3's optimizers are the library's keras2 with nothing set, at Keras 2.2.4's rates", () => {
  for (const name of OPTIMIZER_NAMES) {
    const kind = name.toLowerCase() as "sgd" | "rmsprop" | "adam";
    expect(defineOptimizer({ kind, flavour: "keras2" })).toEqual(kerasOptimizer(name, DEFAULT_RATES[name]));
  }
});

test("Figure 2's optimizer and problem 2's are complete", () => {
  for (const optimizer of [FIGURE2_OPTIMIZER, plainSgd(0.1, [20, 40]), plainSgd(0.1, [])]) {
    expect(defineOptimizer(optimizer)).toEqual(optimizer);
  }
  expect(plainSgd(0.1, []).schedule).toEqual({ kind: "constant" });
});
