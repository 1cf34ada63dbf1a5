/** What every optimizer must do, over the table of all of them. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defineOptimizer } from "../src/optimizers/define-optimizer.ts";
import type { OptimizerSpec } from "../src/optimizers/spec.ts";
import type { Backend } from "../src/plan/executor.ts";
import { createReferenceBackend } from "../src/reference/backend.ts";
import { everyOptimizer } from "./every-optimizer.ts";
import { OptimizerRun } from "./run-optimizer.ts";

const SIZE = 5;
const VARIABLES = [2, 3];
const reference = createReferenceBackend("float64");

function create(spec: OptimizerSpec, start: ArrayLike<number> = new Float64Array(SIZE)): OptimizerRun {
  const run = new OptimizerRun(reference, spec, VARIABLES);
  run.parameters = start;
  return run;
}

/** A gradient that differs from step to step and element to element. */
function gradientAt(step: number): Float64Array {
  return Float64Array.from({ length: SIZE }, (_, n) => ((step * 7 + n * 5) % 11) - 4.5);
}

describe.each(everyOptimizer)("$name", ({ spec }) => {
  test("names every tensor that it needs, once, and none besides", () => {
    const { tensors } = create(spec).plan;
    expect(new Set(tensors.map(({ name }) => name)).size).toBe(tensors.length);
    for (const { name } of tensors) {
      const without: Backend = {
        ...reference,
        open: (space) => reference.open({ ...space, tensors: space.tensors.filter((tensor) => tensor.name !== name) }),
      };
      expect(() => new OptimizerRun(without, spec, VARIABLES).update(gradientAt(1), 1, 0.1)).toThrow(RangeError);
    }
  });

  test("a zero gradient moves nothing when nothing decays", () => {
    const still = { ...spec, weightDecay: 0 };
    const start = [1, -2, 0, 1e-9, 3e5];
    using run = create(still, start);
    for (let step = 1; step <= 5; step++) run.update(new Float64Array(SIZE), step, still.learningRate);
    expect([...run.parameters]).toEqual(start);
  });

  test("a step goes down the gradient", () => {
    using run = create({ ...spec, weightDecay: 0 });
    run.update([1, -1, 2, -2, 0.5], 1, spec.learningRate);
    expect([...run.parameters].map(Math.sign)).toEqual([-1, 1, -1, 1, -1]);
  });

  test("brings a quadratic below a hundredth of its start", () => {
    const target = [1, -0.5, 0.25, 2, -1];
    const curvature = [1, 2, 0.5, 1, 3];
    const loss = (p: ArrayLike<number>): number =>
      Array.from(p).reduce((sum, x, n) => sum + curvature[n] * (x - target[n]) ** 2, 0);
    using run = create({ ...spec, weightDecay: 0 });
    const start = loss(run.parameters);
    // Adadelta finds its own step and Adagrad's shrink; for the others the rate is the size of a step or stable for it
    const rates: Partial<Record<OptimizerSpec["kind"], number>> = { adadelta: 1, adagrad: 0.5 };
    const rate = rates[spec.kind] ?? 0.02;
    for (let step = 1; step <= 4000; step++) {
      const gradient = Float64Array.from(run.parameters, (x, n) => 2 * curvature[n] * (x - target[n]));
      run.update(gradient, step, rate);
    }
    expect(loss(run.parameters)).toBeLessThan(start / 100);
  });

  test("goes on from its slots and scalars as if it had never stopped, bit for bit", () => {
    using whole = create(spec, [1, -2, 0.5, 3, -1]);
    for (let step = 1; step <= 7; step++) whole.update(gradientAt(step), step, spec.learningRate);
    using resumed = create(spec, whole.parameters);
    resumed.slots = whole.slots;
    resumed.plan.scalars.set(whole.plan.scalars);
    for (let step = 8; step <= 20; step++) {
      whole.update(gradientAt(step), step, spec.learningRate);
      resumed.update(gradientAt(step), step, spec.learningRate);
    }
    expect(resumed.parameters).toEqual(whole.parameters);
    expect(resumed.slots).toEqual(whole.slots);
    expect(resumed.plan.scalars).toEqual(whole.plan.scalars);
  });

  test("any finite gradients give finite parameters", () => {
    const finite = fc.double({ min: -1e30, max: 1e30, noNaN: true });
    const gradients = fc.array(fc.array(finite, { minLength: SIZE, maxLength: SIZE }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(gradients, (steps) => {
        using run = create(spec, [1, -2, 0.5, 3, -1]);
        for (const [s, g] of steps.entries()) run.update(g, s + 1, spec.learningRate);
        expect(run.parameters.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test("a NaN in the gradient reaches its parameter and no other", () => {
    using run = create(spec, [1, -2, 0.5, 3, -1]);
    run.update([1, Number.NaN, 1, 1, 1], 1, spec.learningRate);
    expect([...run.parameters].map(Number.isNaN)).toEqual([false, true, false, false, false]);
  });

  test("is complete: defining it again changes nothing", () => {
    expect(defineOptimizer(spec)).toEqual(spec);
    expect(JSON.stringify(defineOptimizer(JSON.parse(JSON.stringify(spec))))).toBe(JSON.stringify(spec));
  });
});
