/**
 * Every activation: PyTorch's values and slopes, its derivative against central differences, and what large inputs
 * give.
 */
import { describe, expect, test } from "vitest";
import { everyActivation } from "../../test/every-activation.ts";
import { expectClose } from "../../test/expect-close.ts";
import { activations, parameterOf } from "./activations.ts";
import { defineActivation } from "./define-activation.ts";
import { activationFormulas } from "./formulas.ts";

describe.each(everyActivation)("$kind", ({ kind, parameter, at, value, slope }) => {
  const { value: formula, derivative } = activationFormulas[kind];
  const { needsOnlyOutput, isSaturated, dies } = activations[kind];
  const f = (z: number): number => formula(z, parameter);
  const d = (z: number): number => derivative(z, f(z), parameter);

  test("gives PyTorch's values and slopes, at kinks and far out too", () => {
    // PyTorch's GELU cancels in its lower tail; far out only our own limits are exact
    expectClose(at.map(f), value, { abs: 1e-15, rel: 1e-14 });
    expectClose(at.map(d), slope, { abs: 1e-15, rel: 1e-14 });
  });

  test("its derivative is the slope", () => {
    const h = 1e-5;
    for (let z = -6.05; z < 6; z += 0.1) {
      expectClose(d(z), (f(z + h) - f(z - h)) / (2 * h), { abs: 1e-9, rel: 1e-9 });
    }
  });

  test("passes NaN on", () => {
    expect(f(Number.NaN)).toBeNaN();
  });

  test("what it says of itself is so", () => {
    const zs = Array.from({ length: 241 }, (_, i) => (i - 120) / 10);
    if (needsOnlyOutput) for (const z of zs) expect(derivative(f(z), f(z), parameter)).toBe(d(z));
    // where it is saturated the slope is a small part of the steepest
    const steepest = Math.max(...zs.map(d));
    if (isSaturated) for (const z of zs) if (isSaturated(f(z))) expect(d(z)).toBeLessThan(steepest / 20);
    if (dies) for (const z of zs) if (f(z) <= 0) expect(d(z)).toBe(0);
  });
});

test("the number of its own is the option that it names, else 0", () => {
  expect(parameterOf(defineActivation("a", { kind: "leaky-relu", slope: 0.3 }))).toBe(0.3);
  expect(parameterOf(defineActivation("a", "elu"))).toBe(1);
  expect(parameterOf(defineActivation("a", "tanh"))).toBe(0);
});

test("the doctor looks for dead ReLU units, and for saturated tanh and sigmoid ones", () => {
  expect(activations.relu.dies).toBe(true);
  expect(activations.linear.isSaturated).toBeUndefined();
  const saturated = (kind: "tanh" | "sigmoid"): (boolean | undefined)[] =>
    [-0.995, -0.985, 0.005, 0.015, 0.985, 0.995].map((y) => activations[kind].isSaturated?.(y));
  expect(saturated("tanh")).toEqual([true, false, false, false, false, true]);
  expect(saturated("sigmoid").slice(2)).toEqual([true, false, false, true]);
});

test("the derivative at the kink is that of negative inputs, as in PyTorch", () => {
  expect(activationFormulas.relu.derivative(0, 0, 0)).toBe(0);
  expect(activationFormulas["leaky-relu"].derivative(0, 0, 0.2)).toBe(0.2);
  expect(activationFormulas.elu.derivative(0, 0, 1.3)).toBe(1.3);
});

test("GELU's lower tail does not cancel", () => {
  // mpmath 1.3.0, 30 digits: z * ncdf(z)
  const exact = [-1.4332578593959695e-6, -4.976768459417427e-15, -5.507248237212468e-88];
  expectClose(
    [-5, -8, -20].map((z) => activationFormulas.gelu.value(z, 0)),
    exact,
    { rel: 1e-13 },
  );
});
