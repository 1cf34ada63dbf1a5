/**
 * Argument -> exact bits, of every function. They are part of every training anyone has kept: they may change only in a
 * named release. The golden test allows an error; here a bit is one too many. The arguments lie where a formula gives
 * way to the next, an ulp on either side, and at the fixture's random places.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { base2Logarithm } from "./base-2-logarithm.ts";
import { cos } from "./cos.ts";
import { erf, erfc } from "./erf.ts";
import { exp } from "./exp.ts";
import { expm1 } from "./expm1.ts";
import { log } from "./log.ts";
import { log1p } from "./log1p.ts";
import { pow } from "./pow.ts";
import { sigmoid } from "./sigmoid.ts";
import { sin } from "./sin.ts";
import { softplus } from "./softplus.ts";
import { tanh } from "./tanh.ts";

const { functions: fixture } = JSON.parse(
  readFileSync(new URL("../../fixtures/math/functions.json", import.meta.url), "utf8"),
) as { readonly functions: Readonly<Record<string, { readonly arguments: readonly (readonly number[])[] }>> };

const QUARTER = Math.PI / 2;
const LARGEST_ANGLE = 1647099;

/** Where a formula of some function ends, or its reduction takes the next multiple. */
const BRANCHES = [
  ...[0, 5e-324, 2.2250738585072014e-308, 5.551115123125783e-17, 1.1102230246251565e-16, 3.725290298461914e-9],
  ...[0.25, 0.2928932188134525, 0.34657359027997264, 0.41421356237309503, 0.5, 0.625, Math.SQRT1_2, 0.84375],
  ...[
    1,
    1.25,
    Math.SQRT2,
    1.5,
    1.7320508075688772,
    2,
    1 / 0.35,
    6,
    19.5 * Math.LN2,
    20,
    22,
    28,
    37,
    38.816242,
    53.5 * Math.LN2,
  ],
  ...[
    56.5 * Math.LN2,
    2 ** 53,
    2 ** 54,
    709.782712893384,
    745.1332191019411,
    LARGEST_ANGLE,
    1e300,
    Number.MAX_VALUE,
    Infinity,
    Number.NaN,
  ],
  ...Array.from({ length: 8 }, (_, k) => (k + 0.5) * Math.LN2),
  ...Array.from({ length: 8 }, (_, k) => (k + 0.5) * QUARTER),
  ...Array.from({ length: 8 }, (_, k) => k * QUARTER),
  ...Array.from({ length: 400 }, (_, i) => i / 16),
];

const words = new BigUint64Array(1);
const float = new Float64Array(words.buffer);

/** The bits; one pattern stands for all that are NaN, for engines differ there. */
function bitsOf(x: number): bigint {
  float[0] = Number.isNaN(x) ? Number.NaN : x;
  return Number.isNaN(x) ? 0x7ff8000000000000n : words[0];
}

/** x and its neighbours. */
function around(x: number): number[] {
  const at = bitsOf(x);
  return [at - 1n, at, at + 1n].map((bits) => {
    words[0] = BigInt.asUintN(64, bits);
    return float[0];
  });
}

const EDGES = [...new Set(BRANCHES.flatMap(around))].flatMap((x) => [x, -x]);
const EXPONENTS = [0, 1, 2, 0.5, -1, -0.5, 3, -3, 1 / 3, 0.1, 1e-9, 40.5, 1e9, Infinity, Number.NaN];

function digestOf(values: readonly number[]): string {
  const bits = BigUint64Array.from(values, bitsOf);
  return createHash("sha256").update(new Uint8Array(bits.buffer)).digest("hex").slice(0, 16);
}

/** At the fixture's arguments and the edges that it takes. */
const valuesOf = (name: string, run: (x: number) => number, most = Infinity): number[] =>
  [...fixture[name].arguments[0], ...EDGES.filter((x) => !(Math.abs(x) > most))].map(run);

function powers(): number[] {
  const [bases, exponents] = fixture.pow.arguments;
  return [...bases.map((x, i) => pow(x, exponents[i])), ...EDGES.flatMap((x) => EXPONENTS.map((y) => pow(x, y)))];
}

/** Both parts, of which a power shows few bits. */
const logarithms = (): number[] =>
  [...fixture.pow.arguments[0], ...EDGES]
    .filter((x) => x > 0 && x < Infinity)
    .flatMap((x) => Object.values(base2Logarithm(x)));

test.each<[string, () => number[], string]>([
  ["exp", () => valuesOf("exp", exp), "9e5197946aa28947"],
  ["expm1", () => valuesOf("expm1", expm1), "b04a5fffc45fe3fd"],
  ["log", () => valuesOf("log", log), "dbd747cdbebb2d41"],
  ["log1p", () => valuesOf("log1p", log1p), "6a8eb3721fba3afb"],
  ["pow", powers, "a72d2287f45141fe"],
  ["the logarithm of powers", logarithms, "91927dcee5f7b963"],
  ["tanh", () => valuesOf("tanh", tanh), "8847332920324b17"],
  ["sigmoid", () => valuesOf("sigmoid", sigmoid), "cf3f341a777927f3"],
  ["softplus", () => valuesOf("softplus", softplus), "c6fd5a74343a7e13"],
  ["erf", () => valuesOf("erf", erf), "9db93632c6f27913"],
  ["erfc", () => valuesOf("erfc", erfc), "e5596a370cafd451"],
  // beyond it they refuse
  ["sin", () => valuesOf("sin", sin, LARGEST_ANGLE), "c28b52f8a0781554"],
  ["cos", () => valuesOf("cos", cos, LARGEST_ANGLE), "af36d0576f2a68bf"],
])("%s", (_, values, digest) => {
  expect(digestOf(values())).toBe(digest);
});

test("the arguments are those that were recorded", () => {
  expect(EDGES.length).toBeGreaterThan(2000);
  expect(digestOf(EDGES)).toBe("2572f22dc774aacc");
});
