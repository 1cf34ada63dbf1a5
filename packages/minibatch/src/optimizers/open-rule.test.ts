/** A rule that does not agree with its formula is found when an optimizer is made, and not by wrong weights. */
import { expect, test } from "vitest";
import { defineOptimizer } from "./define-optimizer.ts";
import { adagrad } from "./formulas/adagrad.ts";
import { openRule } from "./open-rule.ts";
import { type OptimizerRule, zeroed } from "./rule.ts";
import { type OptimizerSpec, RULES } from "./rules.ts";

const spec = defineOptimizer("adam");
const broken = (change: Partial<OptimizerRule<OptimizerSpec>>) => () => openRule(spec, { ...RULES.adam, ...change });

test("one that agrees is opened, whatever its options", () => {
  expect(openRule(spec)).toMatchObject({ formula: { name: "adam" }, scalars: [], passes: [], decaysWeights: false });
  expect(openRule(defineOptimizer({ kind: "adam", amsgrad: true })).slots).toHaveLength(3);
});

test("slots that the formula does not take, or takes and has not", () => {
  expect(broken({ slots: () => zeroed("mean", "meanSquare", "difference", "previous") })).toThrow(
    "Cannot make adam: its rule has 4 slots, its formula adam takes 2",
  );
  expect(broken({ slots: () => [] })).toThrow("Cannot make adam: its rule has 0 slots, its formula adam takes 2");
});

test("coefficients that the formula does not take, or takes and has not, at the first update or later", () => {
  const fill = (count: number) => (_spec: object, _t: number, _rate: number, _scalars: object, out: Float64Array) => {
    for (let i = 0; i < count; i++) out[i] = 0;
  };
  expect(broken({ coefficients: fill(9) })).toThrow(
    "Cannot make adam: its rule fills 9 coefficients, its formula adam takes 7",
  );
  expect(broken({ coefficients: fill(6) })).toThrow(
    "Cannot make adam: its rule leaves out coefficient 6 of its formula adam",
  );
  const later: OptimizerRule<OptimizerSpec>["coefficients"] = (of, t, rate, scalars, out) => {
    RULES.adam.coefficients(of, t, rate, scalars, out);
    if (t > 1) out[7] = rate;
  };
  expect(broken({ coefficients: later })).toThrow("its rule fills 8 coefficients");
});

test("a formula that the rule does not list has no number in the kernels", () => {
  expect(broken({ formula: () => adagrad })).toThrow(
    "Cannot make adam: its formula adagrad is not among the rule's formulas",
  );
});

test("to try a rule moves nothing on", () => {
  const nadam = openRule(defineOptimizer("nadam"));
  expect(nadam.scalars).toEqual([1]);
});
