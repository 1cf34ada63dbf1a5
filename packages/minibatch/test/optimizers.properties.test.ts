/** What every optimizer must do, over the table of all of them. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Kernels } from "../src/kernels/kernels.ts";
import { createReferenceBackend } from "../src/kernels/reference/backend.ts";
import { createOptimizer, type Optimizer, optimizerFloats } from "../src/optimizers/create-optimizer.ts";
import { defineOptimizer } from "../src/optimizers/define-optimizer.ts";
import type { OptimizerSpec } from "../src/optimizers/spec.ts";
import { everyOptimizer } from "./every-optimizer.ts";

const SIZE = 5;
const VARIABLES = [
  { offset: 0, length: 2 },
  { offset: 2, length: 3 },
];

function arena(floats: number): Kernels {
  return createReferenceBackend("float64").create({ floats, ints: 0, scratchBytes: 0 });
}

function create(spec: OptimizerSpec): Optimizer {
  return createOptimizer(spec, VARIABLES, arena(optimizerFloats(spec, SIZE)), SIZE);
}

/** A gradient that differs from step to step and element to element. */
function gradientAt(step: number): Float64Array {
  return Float64Array.from({ length: SIZE }, (_, n) => ((step * 7 + n * 5) % 11) - 4.5);
}

describe.each(everyOptimizer)("$name", ({ spec }) => {
  test("takes exactly the floats it asks for", () => {
    const floats = optimizerFloats(spec, SIZE);
    expect(create(spec).slots.reduce((sum, slot) => sum + slot.length, 0)).toBe(floats);
    if (floats > 0) expect(() => createOptimizer(spec, VARIABLES, arena(floats - 1), SIZE)).toThrow(RangeError);
  });

  test("a zero gradient moves nothing when nothing decays", () => {
    const still = { ...spec, weightDecay: 0 };
    const optimizer = create(still);
    const start = [1, -2, 0, 1e-9, 3e5];
    const p = Float64Array.from(start);
    for (let step = 1; step <= 5; step++) optimizer.update(p, new Float64Array(SIZE), step, still.learningRate);
    expect([...p]).toEqual(start);
  });

  test("a step goes down the gradient", () => {
    const optimizer = create({ ...spec, weightDecay: 0 });
    const p = new Float64Array(SIZE);
    optimizer.update(p, Float64Array.of(1, -1, 2, -2, 0.5), 1, spec.learningRate);
    expect([...p].map(Math.sign)).toEqual([-1, 1, -1, 1, -1]);
  });

  test("brings a quadratic below a hundredth of its start", () => {
    const target = [1, -0.5, 0.25, 2, -1];
    const curvature = [1, 2, 0.5, 1, 3];
    const loss = (p: Float64Array) => p.reduce((sum, x, n) => sum + curvature[n] * (x - target[n]) ** 2, 0);
    const optimizer = create({ ...spec, weightDecay: 0 });
    const p = new Float64Array(SIZE);
    const start = loss(p);
    // Adadelta finds its own step and Adagrad's shrink; for the others the rate is the size of a step or stable for it
    const rates: Partial<Record<OptimizerSpec["kind"], number>> = { adadelta: 1, adagrad: 0.5 };
    const rate = rates[spec.kind] ?? 0.02;
    for (let step = 1; step <= 4000; step++) {
      optimizer.update(
        p,
        Float64Array.from(p, (x, n) => 2 * curvature[n] * (x - target[n])),
        step,
        rate,
      );
    }
    expect(loss(p)).toBeLessThan(start / 100);
  });

  test("goes on from its slots and scalars as if it had never stopped, bit for bit", () => {
    const whole = create(spec);
    const p = Float64Array.from([1, -2, 0.5, 3, -1]);
    for (let step = 1; step <= 7; step++) whole.update(p, gradientAt(step), step, spec.learningRate);
    const resumed = create(spec);
    for (const [index, slot] of whole.slots.entries()) resumed.slots[index].set(slot);
    resumed.scalars.set(whole.scalars);
    const q = p.slice();
    for (let step = 8; step <= 20; step++) {
      whole.update(p, gradientAt(step), step, spec.learningRate);
      resumed.update(q, gradientAt(step), step, spec.learningRate);
    }
    expect(q).toEqual(p);
    expect(resumed.slots).toEqual(whole.slots);
    expect(resumed.scalars).toEqual(whole.scalars);
  });

  test("any finite gradients give finite parameters", () => {
    const finite = fc.double({ min: -1e30, max: 1e30, noNaN: true });
    const gradients = fc.array(fc.array(finite, { minLength: SIZE, maxLength: SIZE }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(gradients, (steps) => {
        const optimizer = create(spec);
        const p = Float64Array.from([1, -2, 0.5, 3, -1]);
        steps.forEach((g, s) => {
          optimizer.update(p, Float64Array.from(g), s + 1, spec.learningRate);
        });
        expect(p.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test("a NaN in the gradient reaches its parameter and no other", () => {
    const optimizer = create(spec);
    const p = Float64Array.from([1, -2, 0.5, 3, -1]);
    optimizer.update(p, Float64Array.of(1, Number.NaN, 1, 1, 1), 1, spec.learningRate);
    expect([...p].map(Number.isNaN)).toEqual([false, true, false, false, false]);
  });

  test("is complete: defining it again changes nothing", () => {
    expect(defineOptimizer(spec)).toEqual(spec);
    expect(JSON.stringify(defineOptimizer(JSON.parse(JSON.stringify(spec))))).toBe(JSON.stringify(spec));
  });
});
