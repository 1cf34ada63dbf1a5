/** Every activation: known values, its derivative against central differences, and what large inputs give. */
import { describe, expect, test } from "vitest";
import { expectClose } from "../../test/expect-close.ts";
import type { ActivationKind } from "./activation.ts";
import { activations } from "./activations.ts";

const parameters: Partial<Record<ActivationKind, number>> = { elu: 1.3, "leaky-relu": 0.2 };

/** f(-1), f(0), f(2) to 16 digits from mpmath, with the parameters above; and f(-1000), f(1000) */
const known: Record<ActivationKind, { near: [number, number, number]; far: [number, number] }> = {
  linear: { near: [-1, 0, 2], far: [-1000, 1000] },
  relu: { near: [0, 0, 2], far: [0, 1000] },
  "leaky-relu": { near: [-0.2, 0, 2], far: [-200, 1000] },
  elu: { near: [-0.8217567264771251, 0, 2], far: [-1.3, 1000] },
  gelu: { near: [-0.15865525393145705, 0, 1.954499736103642], far: [0, 1000] },
  silu: { near: [-0.2689414213699951, 0, 1.761594155955765], far: [0, 1000] },
  softplus: { near: [0.3132616875182228, Math.LN2, 2.126928011042972], far: [0, 1000] },
  sigmoid: { near: [0.2689414213699951, 0.5, 0.880797077977882], far: [0, 1] },
  tanh: { near: [-0.7615941559557649, 0, 0.9640275800758169], far: [-1, 1] },
};

describe.each(Object.entries(activations))("%s", (name, { value, derivative }) => {
  const kind = name as ActivationKind;
  const parameter = parameters[kind] ?? 0;
  const f = (z: number): number => value(z, parameter);

  test("gives the known values", () => {
    expectClose([-1, 0, 2].map(f), known[kind].near, { abs: 1e-16, rel: 1e-15 });
    expectClose([-1000, 1000].map(f), known[kind].far, {});
  });

  test("its derivative is the slope", () => {
    const h = 1e-5;
    for (let z = -6.05; z < 6; z += 0.1) {
      expectClose(derivative(z, f(z), parameter), (f(z + h) - f(z - h)) / (2 * h), { abs: 1e-9, rel: 1e-9 });
    }
    const far = kind === "linear" || kind === "leaky-relu" ? [parameter || 1, 1] : [0, known[kind].far[1] > 1 ? 1 : 0];
    expectClose(
      [-1000, 1000].map((z) => derivative(z, f(z), parameter)),
      far,
      {},
    );
  });

  test("passes NaN on", () => {
    expect(f(Number.NaN)).toBeNaN();
  });
});

test("the derivative at the kink is that of negative inputs, as in PyTorch", () => {
  expect(activations.relu.derivative(0, 0, 0)).toBe(0);
  expect(activations["leaky-relu"].derivative(0, 0, 0.2)).toBe(0.2);
  expect(activations.elu.derivative(0, 0, 1.3)).toBe(1.3);
});

test("GELU's lower tail does not cancel", () => {
  // mpmath 1.3.0, 30 digits: z * ncdf(z)
  const exact = [-1.4332578593959695e-6, -4.976768459417427e-15, -5.507248237212468e-88];
  expectClose(
    [-5, -8, -20].map((z) => activations.gelu.value(z, 0)),
    exact,
    { rel: 1e-13 },
  );
});
