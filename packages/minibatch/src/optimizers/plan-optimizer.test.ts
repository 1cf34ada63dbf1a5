/** What stands around the formulas: clipping, decay, and how little is made anew at each step. */
import { expect, test } from "vitest";
import { expectClose } from "../../test/expect-close.ts";
import type { Kernels } from "../kernels/kernels.ts";
import { createReferenceBackend } from "../kernels/reference/backend.ts";
import type { Variable } from "./clip-by-norm.ts";
import { createOptimizer, optimizerFloats } from "./create-optimizer.ts";
import { defineOptimizer, type OptimizerInput } from "./define-optimizer.ts";

const VARIABLES: readonly Variable[] = [
  { offset: 0, length: 2 },
  { offset: 2, length: 2 },
];

function arena(floats: number): Kernels {
  return createReferenceBackend("float64").create({ floats, ints: 0, scratchBytes: 0 });
}

/** Parameters and gradient after one update at rate 1 from [10, 10, 10, 10]. */
function stepOnce(input: OptimizerInput, gradient: readonly number[]): { p: number[]; g: number[] } {
  const spec = defineOptimizer(input);
  const optimizer = createOptimizer(spec, VARIABLES, arena(optimizerFloats(spec, 4)), 4);
  const p = new Float64Array(4).fill(10);
  const g = Float64Array.from(gradient);
  optimizer.update(p, g, 1, 1);
  return { p: [...p], g: [...g] };
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
  const spec = defineOptimizer({ kind: "sgd", flavour: "keras2", decay: 0.5 });
  const optimizer = createOptimizer(spec, VARIABLES, arena(0), 4);
  const p = new Float64Array(4);
  const g = new Float64Array(4).fill(-3);
  const moved = [1, 2, 3].map((step) => {
    const before = p[0];
    optimizer.update(p, g, step, 1);
    return p[0] - before;
  });
  expectClose(moved, [3, 2, 1.5], { rel: 1e-15 });
});

test("asks the kernels for the same views, slots and coefficients at every step", () => {
  const spec = defineOptimizer({ kind: "adam", clipNorm: 1 });
  const seen: object[][] = [];
  const kernels = arena(optimizerFloats(spec, 4));
  const watched: Kernels = {
    ...kernels,
    sumOfSquares(x, N) {
      seen[seen.length - 1].push(x);
      return kernels.sumOfSquares(x, N);
    },
    update(formula, p, g, slots, coefficients, N) {
      seen[seen.length - 1].push(formula, p, g, slots, coefficients);
      kernels.update(formula, p, g, slots, coefficients, N);
    },
  };
  const optimizer = createOptimizer(spec, VARIABLES, watched, 4);
  const p = new Float64Array(4);
  const g = new Float64Array(4).fill(1);
  for (let step = 1; step <= 3; step++) {
    seen.push([]);
    optimizer.update(p, g, step, 0.1);
  }
  expect(seen[0]).toHaveLength(7);
  for (const step of seen.slice(1)) expect(step.every((object, i) => object === seen[0][i])).toBe(true);
});

test("Adagrad's sum begins where its flavour says", () => {
  const keras3 = defineOptimizer("adagrad");
  const optimizer = createOptimizer(keras3, VARIABLES, arena(4), 4);
  expect(optimizer.slotNames).toEqual(["sumOfSquares"]);
  expect([...optimizer.slots[0]]).toEqual([0.1, 0.1, 0.1, 0.1]);
});

test("torch clips the gradient before weight decay is added to it", () => {
  // g = [3, 4] clipped to norm 1 is [.6, .8] (but for torch's slack of 1e-6); then + .1 * 10
  const { g } = stepOnce({ kind: "sgd", flavour: "torch", globalClipNorm: 1, weightDecay: 0.1 }, [3, 4, 0, 0]);
  expectClose(g, [1.6, 1.8, 1, 1], { rel: 1e-6 });
});

test("torch's dampening of 1 keeps the first gradient only", () => {
  const spec = defineOptimizer({ kind: "sgd", flavour: "torch", momentum: 0.5, dampening: 1 });
  const optimizer = createOptimizer(spec, VARIABLES, arena(4), 4);
  const p = new Float64Array(4);
  for (const [step, gradient] of [1, 100, 100].entries()) {
    optimizer.update(p, new Float64Array(4).fill(gradient), step + 1, 1);
  }
  expect([...p]).toEqual(new Array(4).fill(-1.75));
});
