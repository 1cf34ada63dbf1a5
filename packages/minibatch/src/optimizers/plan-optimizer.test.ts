/** What surrounds the formulas: clipping, decay, and how little is allocated at each step. */
import { expect, test } from "vitest";
import { expectClose } from "../../test/expect-close.ts";
import { OptimizerRun } from "../../test/run-optimizer.ts";
import type { Tensor } from "../plan/tensor.ts";
import { MOST_STEPS } from "../plan/tensor.ts";
import { createReferenceBackend } from "../reference/backend.ts";
import { defineOptimizer, type OptimizerInput } from "./define-optimizer.ts";
import { nadam } from "./formulas/nadam.ts";
import { planOptimizer } from "./plan-optimizer.ts";

const VARIABLES = [2, 2];

function open(input: OptimizerInput): OptimizerRun {
  return new OptimizerRun(createReferenceBackend("float64"), defineOptimizer(input), VARIABLES);
}

/** Parameters and gradient after one update at rate 1 from [10, 10, 10, 10]. */
function stepOnce(input: OptimizerInput, gradient: readonly number[]): { p: number[]; g: number[] } {
  using run = open(input);
  run.parameters = [10, 10, 10, 10];
  run.update(gradient, 1, 1);
  return { p: [...run.parameters], g: [...run.gradients] };
}

test("clips by value", () => {
  expect(stepOnce({ kind: "sgd", clipValue: 2 }, [3, -4, 1, -1]).p).toEqual([8, 12, 9, 11]);
});

test("keras3's clipNorm takes each variable by itself", () => {
  expect(stepOnce({ kind: "sgd", clipNorm: 5 }, [6, 8, 3, 4]).g).toEqual([3, 4, 3, 4]);
});

test("keras2's clipNorm takes all variables together", () => {
  expectClose(stepOnce({ kind: "sgd", flavour: "keras2", clipNorm: 5 }, [6, 8, 0, 0]).g, [3, 4, 0, 0], { rel: 1e-15 });
  const clipped = stepOnce({ kind: "sgd", flavour: "keras2", clipNorm: 5 }, [6, 8, 6, 8]).g;
  expectClose(Math.hypot(...clipped), 5, { rel: 1e-15 });
});

test("a gradient within the limit keeps its bits", () => {
  const gradient = [0.1, 0.2, 0.3, 0.7];
  for (const flavour of ["keras3", "torch"] as const) {
    expect(stepOnce({ kind: "sgd", flavour, globalClipNorm: 1 }, gradient).g).toEqual(gradient);
  }
});

test("torch's norm is a millionth larger, as clip_grad_norm_'s", () => {
  const { g } = stepOnce({ kind: "sgd", flavour: "torch", globalClipNorm: 1 }, [6, 8, 0, 0]);
  expectClose(g, [6 / (10 + 1e-6), 8 / (10 + 1e-6), 0, 0], { rel: 1e-15 });
});

test("keras2 clips by norm before it clips by value", () => {
  const { g } = stepOnce({ kind: "sgd", flavour: "keras2", clipNorm: 5, clipValue: 3.5 }, [6, 8, 0, 0]);
  expectClose(g, [3, 3.5, 0, 0], { rel: 1e-15 });
});

test("keras3 decays the weights apart from the gradient, torch through it", () => {
  const gradient = [1, 1, 1, 1];
  expect(stepOnce({ kind: "sgd", weightDecay: 0.1 }, gradient)).toEqual({ p: [8, 8, 8, 8], g: gradient });
  const torch = stepOnce({ kind: "sgd", flavour: "torch", weightDecay: 0.1 }, gradient);
  expect(torch).toEqual({ p: [8, 8, 8, 8], g: [2, 2, 2, 2] });
  const decoupled = stepOnce({ kind: "adamw", flavour: "torch", weightDecay: 0.1 }, gradient);
  expect(decoupled.g).toEqual(gradient);
  expectClose(decoupled.p, [8, 8, 8, 8], { rel: 1e-7 });
});

test("clips what the loss gave, before the weights' decay joins it", () => {
  const { g } = stepOnce({ kind: "sgd", flavour: "torch", clipValue: 1, weightDecay: 0.1 }, [5, 5, 5, 5]);
  expect(g).toEqual([2, 2, 2, 2]);
});

test("decay divides the rate of update t by 1 + decay (t - 1)", () => {
  using run = open({ kind: "sgd", flavour: "keras2", decay: 0.5 });
  const moved = [1, 2, 3].map((t) => {
    const [before] = run.parameters;
    run.update([-3, -3, -3, -3], t, 1);
    return run.parameters[0] - before;
  });
  expectClose(moved, [3, 2, 1.5], { rel: 1e-15 });
});

test("the numbers of several steps are those of one after the other, at the rate of each", () => {
  const plan = (): ReturnType<typeof planOptimizer> => {
    const flat = (name: string, role: Tensor["role"]): Tensor => ({
      ...{ name, role, type: "float", shape: [4], extent: "once" },
    });
    const trained = { parameters: flat("parameters", "parameter"), gradients: flat("gradients", "gradient") };
    const spec = defineOptimizer({ kind: "nadam", weightDecay: 0.5 });
    return planOptimizer(spec, { ...trained, variables: [] });
  };
  const [atOnce, oneByOne] = [plan(), plan()];
  const rate = (i: number): number => 1 / (i + 1);
  const together = atOnce.stepValues(5, MOST_STEPS, rate).map(({ values }) => values.slice());
  expect(together.map(({ length }) => length)).toEqual([MOST_STEPS * nadam.coefficients, MOST_STEPS]);
  for (let i = 0; i < MOST_STEPS; i++) {
    const [coefficients, factor] = oneByOne.stepValues(5 + i, 1, () => rate(i));
    expect(together[0].slice(i * nadam.coefficients, (i + 1) * nadam.coefficients)).toEqual(coefficients.values);
    expect(factor.values).toEqual(Float64Array.of(-0.5 * rate(i)));
    expect(together[1][i]).toBe(factor.values[0]);
  }
  expect(atOnce.scalars).toEqual(oneByOne.scalars);
  expect(atOnce.scalars).not.toEqual(plan().scalars);
});

test("the same operations run at every step, on numbers that lie in the same arrays", () => {
  using run = open({ kind: "adamw", clipNorm: 1 });
  const seen = [1, 2, 3].map((t) =>
    run.plan.stepValues(t - 1, 1, () => 0.1).flatMap(({ tensor, values }) => [tensor, values.buffer]),
  );
  expect(seen[0]).toHaveLength(4);
  for (const step of seen.slice(1)) expect(step.every((object, i) => object === seen[0][i])).toBe(true);
  expect(run.plan.operations.map(({ kind }) => kind)).toEqual(["clip-norm", "clip-norm", "add-scaled", "update"]);
});

test("clipping by value hides an infinity, and so does a sign, but for a slot that keeps it", () => {
  const hides = (input: OptimizerInput): boolean => open(input).plan.hidesInfinity;
  expect(hides({ kind: "sgd", clipValue: 1 })).toBe(true);
  expect(hides("signsgd")).toBe(true);
  expect(hides("lion")).toBe(false);
  expect(hides({ kind: "sgd", clipNorm: 1 })).toBe(false);
  expect(hides({ kind: "adam", globalClipNorm: 1 })).toBe(false);
});

test("Adagrad's sum begins where its flavour says", () => {
  using run = open("adagrad");
  expect(run.plan.slots.map(({ name, initial }) => [name, initial])).toEqual([["sumOfSquares", 0.1]]);
  expect(run.slots.map((slot) => [...slot])).toEqual([[0.1, 0.1, 0.1, 0.1]]);
});

test("torch clips the gradient before weight decay is added to it", () => {
  // g = [3, 4] clipped to norm 1 is [.6, .8] (but for torch's slack of 1e-6); then + .1 * 10
  const { g } = stepOnce({ kind: "sgd", flavour: "torch", globalClipNorm: 1, weightDecay: 0.1 }, [3, 4, 0, 0]);
  expectClose(g, [1.6, 1.8, 1, 1], { rel: 1e-6 });
});

test("torch's dampening of 1 keeps the first gradient only", () => {
  using run = open({ kind: "sgd", flavour: "torch", momentum: 0.5, dampening: 1 });
  for (const [step, gradient] of [1, 100, 100].entries()) run.update(new Array(4).fill(gradient), step + 1, 1);
  expect([...run.parameters]).toEqual(new Array(4).fill(-1.75));
});
