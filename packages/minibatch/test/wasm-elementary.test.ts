/**
 * The elementary functions of the WASM kernels, seen through the activations, over dense samples of the whole of
 * float32: every 4099th bit pattern of both signs (a million numbers), all edges, and a fine grid where the formulas
 * change branch.
 */
import { describe, expect, test } from "vitest";
import type { ActivationKind } from "../src/activations/activations.ts";
import { activationFormulas } from "../src/activations/formulas.ts";
import type { Backend } from "../src/plan/executor.ts";
import { everyActivation } from "./every-activation.ts";
import { runOperations, tensorOf } from "./run-operations.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

const PATTERN_STRIDE = 4099;
const LARGEST = 3.4028234663852886e38;
const SMALLEST_NORMAL = 2 ** -126;
const EDGES = [
  0,
  -0,
  2 ** -149,
  -(2 ** -149),
  SMALLEST_NORMAL,
  -SMALLEST_NORMAL,
  0.34,
  -0.34,
  0.625,
  -0.625,
  87.33654,
  -87.33654,
  88,
  -88,
  88.72283,
  -88.72283,
  88.8,
  -88.8,
  104,
  -104,
  1000,
  -1000,
  LARGEST,
  -LARGEST,
];

/** Finite numbers only. */
function sampleRange(): Float32Array {
  const values: number[] = [...EDGES];
  const bits = new Uint32Array(1);
  const asFloat = new Float32Array(bits.buffer);
  for (let pattern = 0; pattern < 2 ** 32; pattern += PATTERN_STRIDE) {
    bits[0] = pattern;
    if (Number.isFinite(asFloat[0])) values.push(asFloat[0]);
  }
  for (let i = -100_000; i <= 100_000; i++) values.push(i / 5000, i / 1000);
  return Float32Array.from(values);
}

const samples = sampleRange();

/** An ulp of float32 at y; below the normal numbers, that of the smallest of them. */
function ulpAt(y: number): number {
  const magnitude = Math.max(Math.abs(y), SMALLEST_NORMAL);
  return 2 ** (Math.floor(Math.log2(magnitude)) - 23);
}

interface Outputs {
  readonly value: Float32Array;
  readonly slope: Float32Array;
}

/** f and f' at every number; `dy` is 1. */
function run(backend: Backend, kind: ActivationKind, parameter: number, at: ArrayLike<number>): Outputs {
  const [z, y, dy] = ["z", "y", "dy"].map((name) => tensorOf(name, [at.length], "row"));
  const mapped = { activation: kind, parameter, z, y };
  const [value, slope] = runOperations(
    backend,
    [
      { kind: "activate", ...mapped },
      { kind: "activate-backward", ...mapped, dy },
    ],
    1,
    [
      [z, at],
      [dy, new Float32Array(at.length).fill(1)],
    ],
    [y, dy],
  );
  return { value: Float32Array.from(value), slope: Float32Array.from(slope) };
}

/** Largest error in ulp among those above `abs`; a NaN is the largest there is. */
function worstUlp(actual: Float32Array, exact: (z: number) => number, abs: number): number {
  let worst = 0;
  for (let i = 0; i < actual.length; i++) {
    const expected = exact(samples[i]);
    const error = Math.abs(actual[i] - expected);
    // beyond the range of float32 the exact value is infinite too
    if (error <= abs || actual[i] === Math.fround(expected)) continue;
    const ulp = error / ulpAt(expected);
    if (!(ulp <= worst)) worst = Number.isNaN(ulp) ? Infinity : ulp;
  }
  return worst;
}

const cases = everyActivation.map(({ kind, parameter, float32 }) => ({ kind, parameter, ...float32 }));

describe("strict WASM kernels over the whole of float32", async () => {
  const [strict, relaxed] = await everyWasmBackend();

  test.each(cases)(
    "$kind is within $value.ulp ulp or $value.abs, its slope within $slope.ulp ulp or $slope.abs",
    ({ kind, parameter, value, slope }) => {
      const exact = activationFormulas[kind];
      const outputs = run(strict, kind, parameter, samples);
      const slopeAt = (z: number): number => exact.derivative(z, exact.value(z, parameter), parameter);
      expect(worstUlp(outputs.value, (z) => exact.value(z, parameter), value.abs)).toBeLessThanOrEqual(value.ulp);
      expect(worstUlp(outputs.slope, slopeAt, slope.abs)).toBeLessThanOrEqual(slope.ulp);
    },
  );

  test.each(cases)("$kind has the same bits in the relaxed build", ({ kind, parameter }) => {
    const [a, b] = [run(strict, kind, parameter, samples), run(relaxed, kind, parameter, samples)];
    expect(Buffer.from(a.value.buffer).equals(Buffer.from(b.value.buffer))).toBe(true);
    expect(Buffer.from(a.slope.buffer).equals(Buffer.from(b.slope.buffer))).toBe(true);
  });

  test.each(cases)("$kind of NaN is NaN, in every lane and in the tail", ({ kind, parameter }) => {
    for (const backend of [strict, relaxed]) {
      expect([...run(backend, kind, parameter, new Array(7).fill(Number.NaN)).value]).toEqual(
        new Array(7).fill(Number.NaN),
      );
    }
  });

  test.each([
    ["relu", [0, Infinity]],
    ["elu", [-1, Infinity]],
    ["softplus", [0, Infinity]],
    ["sigmoid", [0, 1]],
    ["tanh", [-1, 1]],
  ] as const)("%s of -Infinity and Infinity is %j", (kind, limits) => {
    expect([...run(strict, kind, 1, [-Infinity, Infinity]).value]).toEqual([...limits]);
  });

  test("GELU's lower tail keeps its digits: within 6.5 ulp, its slope within 5", () => {
    // mpmath 1.3.0, 30 digits: z * ncdf(z)
    const [five, eight] = run(strict, "gelu", 0, [-5, -8]).value;
    expect(Math.abs(five / -1.4332578593959695e-6 - 1)).toBeLessThan(6 * 2 ** -23);
    expect(Math.abs(eight / -4.976768459417427e-15 - 1)).toBeLessThan(6 * 2 ** -23);
    const tail = Float32Array.from({ length: 50_000 }, (_, i) => -1.2 - (11.6 * i) / 50_000);
    const { slope } = run(strict, "gelu", 0, tail);
    const errors = tail.map((z, i) => {
      const exact = activationFormulas.gelu.derivative(z, 0, 0);
      return Math.abs(slope[i] - exact) / ulpAt(exact);
    });
    expect(Math.max(...errors)).toBeLessThan(5);
  });

  test("tanh keeps the sign of 0 and gives denormals back", () => {
    const tiny = 2 ** -149;
    expect([...run(strict, "tanh", 0, [0, -0, tiny, -tiny]).value]).toEqual([0, -0, tiny, -tiny]);
  });
});
