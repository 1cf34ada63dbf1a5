/**
 * What each initializer should give: bounds, moments, orthogonality. 40,000 draws; the bounds are 5 standard errors.
 */
import { describe, expect, test } from "vitest";
import "../every-kind.ts";
import { expectClose } from "../../test/expect-close.ts";
import { erf } from "../math/erf.ts";
import { createStream } from "../random/stream.ts";
import { initialize } from "./initialize.ts";
import { initializers } from "./initializers.ts";
import type { InitializerSpec } from "./spec.ts";

const inputs = 250;
const outputs = 160;
const draw = (spec: InitializerSpec): Float64Array => initialize(spec, { inputs, outputs }, createStream(7, "init"));

function momentsOf(values: Float64Array): { mean: number; sd: number; kurtosis: number; largest: number } {
  const n = values.length;
  const mean = values.reduce((sum, v) => sum + v, 0) / n;
  const moment = (power: number): number => values.reduce((sum, v) => sum + (v - mean) ** power, 0) / n;
  return {
    mean,
    sd: Math.sqrt(moment(2)),
    kurtosis: moment(4) / moment(2) ** 2,
    largest: values.reduce((a, v) => Math.max(a, Math.abs(v)), 0),
  };
}

interface Claim {
  readonly spec: InitializerSpec;
  readonly mean: number;
  readonly sd: number;
  /** 1.8 uniform, 3 normal, 2.366 normal cut at +-2 (from its moments, 1 - 4 phi(2)/(2 Phi(2) - 1) and so on) */
  readonly kurtosis: number;
  /** no value lies further from 0, and some come near */
  readonly limit: number;
}

const glorot = Math.sqrt(2 / (inputs + outputs));
const he = Math.sqrt(2 / inputs);
const lecun = Math.sqrt(1 / inputs);
const CUT = 0.8796256610342398;

function claimUniform(spec: InitializerSpec, sd: number): Claim {
  return { spec, mean: 0, sd, kurtosis: 1.8, limit: Math.sqrt(3) * sd };
}

function claimNormal(kind: "glorot-normal" | "he-normal" | "lecun-normal", sd: number, truncated: boolean): Claim {
  const shape = truncated ? { kurtosis: 2.366, limit: (2 * sd) / CUT } : { kurtosis: 3, limit: 6 * sd };
  return { spec: { kind, truncated }, mean: 0, sd, ...shape };
}

const claims: readonly Claim[] = [
  claimUniform({ kind: "glorot-uniform" }, glorot),
  claimUniform({ kind: "he-uniform" }, he),
  claimUniform({ kind: "lecun-uniform" }, lecun),
  claimUniform({ kind: "torch-linear" }, lecun / Math.sqrt(3)),
  claimNormal("glorot-normal", glorot, false),
  claimNormal("glorot-normal", glorot, true),
  claimNormal("he-normal", he, false),
  claimNormal("he-normal", he, true),
  claimNormal("lecun-normal", lecun, false),
  claimNormal("lecun-normal", lecun, true),
  { spec: { kind: "uniform", low: -1, high: 5 }, mean: 2, sd: Math.sqrt(3), kurtosis: 1.8, limit: 5 },
  { spec: { kind: "normal", mean: 3, sd: 0.5 }, mean: 3, sd: 0.5, kurtosis: 3, limit: 6 },
  { spec: { kind: "truncated-normal", mean: 3, sd: 0.5 }, mean: 3, sd: 0.5 * CUT, kurtosis: 2.366, limit: 4 },
];

describe.each(claims)("$spec", ({ spec, mean, sd, kurtosis, limit }) => {
  test("has the mean, spread and shape it should", () => {
    const values = draw(spec);
    const measured = momentsOf(values);
    const n = values.length;
    expect(n).toBe(inputs * outputs);
    expectClose(measured.mean, mean, { abs: (5 * sd) / Math.sqrt(n) });
    expectClose(measured.sd, sd, { abs: 5 * sd * Math.sqrt((kurtosis - 1) / (4 * n)) });
    expectClose(measured.kurtosis, kurtosis, { abs: 0.12 });
    expect(measured.largest).toBeLessThanOrEqual(limit);
    if (kurtosis < 3) expect(measured.largest).toBeGreaterThan(0.99 * limit);
  });
});

test.each<[InitializerSpec, number]>([
  [{ kind: "zeros" }, 0],
  [{ kind: "ones" }, 1],
  [{ kind: "constant", value: -0.25 }, -0.25],
])("%o fills every element", (spec, value) => {
  expectClose(draw(spec), new Float64Array(inputs * outputs).fill(value), {});
});

describe("orthogonal", () => {
  test.each([
    [33, 8],
    [8, 33],
    [31, 31],
    [1, 5],
  ])("%i x %i has orthonormal columns or rows, times the gain", (rows, columns) => {
    const gain = 1.5;
    const w = initialize({ kind: "orthogonal", gain }, { inputs: rows, outputs: columns }, createStream(3, "init"));
    const tall = rows >= columns;
    const side = Math.min(rows, columns);
    const at = (k: number, i: number): number => (tall ? w[i * columns + k] : w[k * columns + i]);
    const gram: number[] = [];
    const identity: number[] = [];
    for (let a = 0; a < side; a++) {
      for (let b = 0; b < side; b++) {
        let sum = 0;
        for (let i = 0; i < Math.max(rows, columns); i++) sum += at(a, i) * at(b, i);
        gram.push(sum / gain ** 2);
        identity.push(a === b ? 1 : 0);
      }
    }
    expectClose(gram, identity, { abs: 1e-14 });
  });

  test("is uniform over rotations: the trace of 400 random 2 x 2 has mean 0 and variance 1", () => {
    const traces = Array.from({ length: 400 }, (_, i) => {
      const w = initialize({ kind: "orthogonal", gain: 1 }, { inputs: 2, outputs: 2 }, createStream(5, "init", i));
      return w[0] + w[3];
    });
    const { mean, sd } = momentsOf(Float64Array.from(traces));
    expectClose(mean, 0, { abs: 5 / Math.sqrt(400) });
    expectClose(sd ** 2, 1, { abs: 0.3 });
  });
});

test("truncated normals are widened by exactly what the cut at 2 sd takes from the spread", () => {
  const sd = 0.25; // sqrt(1 / 16)
  const shape = { inputs: 16, outputs: 16 };
  const plain = initialize({ kind: "truncated-normal", mean: 0, sd }, shape, createStream(1, "init"));
  const widened = initialize({ kind: "lecun-normal", truncated: true }, shape, createStream(1, "init"));
  // the variance of a standard normal cut at +-2: 1 - 4 phi(2) / (2 Phi(2) - 1)
  const density = Math.exp(-2) / Math.sqrt(2 * Math.PI);
  const spread = Math.sqrt(1 - (4 * density) / erf(Math.SQRT2));
  expectClose(
    plain.map((value, i) => value / widened[i]),
    new Float64Array(256).fill(spread),
    { rel: 1e-14 },
  );
});

test("biases are a vector, with the layer's fans", () => {
  const biases = initialize(
    { kind: "torch-linear" },
    { inputs: 4, outputs: 2000, role: "biases" },
    createStream(1, "init"),
  );
  expect(biases.length).toBe(2000);
  const { largest } = momentsOf(biases);
  expect(largest).toBeLessThanOrEqual(0.5);
  expect(largest).toBeGreaterThan(0.495);
});

test("as many numbers as are asked for, with the layer's fans", () => {
  const shape = { inputs: 4, outputs: 3 };
  const numbers = initialize({ kind: "torch-linear" }, { ...shape, length: 2000 }, createStream(1, "init"));
  expect(numbers.length).toBe(2000);
  expect(momentsOf(numbers).largest).toBeLessThanOrEqual(0.5);
  const whole = { ...shape, length: 12 };
  expect(initialize({ kind: "orthogonal" }, whole, createStream(1, "init"))).toEqual(
    initialize({ kind: "orthogonal" }, shape, createStream(1, "init")),
  );
  expect(() => initialize({ kind: "orthogonal" }, { ...shape, length: 11 }, createStream(1, "init"))).toThrow(
    "Cannot initialize 11 numbers: orthogonal needs a matrix of 4 x 3; use another kind",
  );
});

test("every kind is claimed something of here", () => {
  const claimed = new Set<string>(claims.map((claim) => claim.spec.kind));
  for (const kind of ["zeros", "ones", "constant", "orthogonal"]) claimed.add(kind);
  expect([...claimed].sort()).toEqual(Object.keys(initializers).sort());
});

test("refuses what it cannot fill", () => {
  const stream = createStream(1, "init");
  const zeros: InitializerSpec = { kind: "zeros" };
  expect(() => initialize({ kind: "sparse" } as never, { inputs: 1, outputs: 1 }, stream)).toThrow(
    'initializer.kind: cannot use "sparse": known are zeros, ones, constant',
  );
  expect(() => initialize(zeros, { inputs: 0, outputs: 1 }, stream)).toThrow(
    "inputs: Cannot initialize a layer: inputs is 0; use an integer of 1 or more",
  );
  expect(() => initialize({ kind: "orthogonal", gain: 1 }, { inputs: 2, outputs: 1, role: "biases" }, stream)).toThrow(
    "orthogonal needs a matrix; use zeros or another kind",
  );
});
