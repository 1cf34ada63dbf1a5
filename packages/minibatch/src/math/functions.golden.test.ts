/** The error bounds that the docstrings state, against mpmath at 60 digits (fixtures/math/), and the edges. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { expectClose } from "../../test/expect-close.ts";
import { cos } from "./cos.ts";
import { erf, erfc } from "./erf.ts";
import { exp } from "./exp.ts";
import { expm1 } from "./expm1.ts";
import { log } from "./log.ts";
import { log1p } from "./log1p.ts";
import { pow } from "./pow.ts";
import { powerOfTwo } from "./power-of-two.ts";
import { sigmoid } from "./sigmoid.ts";
import { sin } from "./sin.ts";
import { softplus } from "./softplus.ts";
import { tanh } from "./tanh.ts";

interface Column {
  readonly arguments: readonly (readonly number[])[];
  readonly values: readonly number[];
  /** (truth - value) / ulp(value) */
  readonly residuals: readonly number[];
}

const fixture = JSON.parse(readFileSync(new URL("../../fixtures/math/functions.json", import.meta.url), "utf8")) as {
  readonly functions: Readonly<Record<string, Column>>;
};

const functions: Readonly<Record<string, { run: (...x: number[]) => number; bound: number }>> = {
  exp: { run: exp, bound: 0.9 },
  expm1: { run: expm1, bound: 0.9 },
  log: { run: log, bound: 0.8 },
  log1p: { run: log1p, bound: 0.8 },
  pow: { run: pow as (...x: number[]) => number, bound: 0.8 },
  tanh: { run: tanh, bound: 1.25 },
  sigmoid: { run: sigmoid, bound: 2 },
  softplus: { run: softplus, bound: 1.5 },
  erf: { run: erf, bound: 0.9 },
  erfc: { run: erfc, bound: 2.4 },
  sin: { run: sin, bound: 0.8 },
  cos: { run: cos, bound: 0.8 },
};

/** Distance from |x| to the next larger float64. */
function unitInLastPlace(x: number): number {
  let exponent = -1022;
  while (exponent < 1023 && powerOfTwo(exponent + 1) <= Math.abs(x)) exponent++;
  return powerOfTwo(exponent - 52);
}

test("the fixture covers every function", () => {
  expect(Object.keys(fixture.functions).sort()).toEqual(Object.keys(functions).sort());
});

describe.each(Object.entries(functions))("%s", (name, { run, bound }) => {
  const column = fixture.functions[name];

  test(`lies within ${bound} ulp of the truth`, () => {
    let worst = { error: 0, at: [] as number[] };
    column.values.forEach((value, i) => {
      const at = column.arguments.map((argument) => argument[i]);
      const error = Math.abs((run(...at) - value) / unitInLastPlace(value) - column.residuals[i]);
      if (!(error <= worst.error)) worst = { error, at };
    });
    expect(column.values.length).toBeGreaterThanOrEqual(600);
    expect(worst.error, `at ${worst.at}`).toBeLessThanOrEqual(bound);
  });

  test("passes NaN on", () => {
    expect(run(...column.arguments.map(() => Number.NaN))).toBeNaN();
  });
});

describe("edges", () => {
  const tiny = 5e-324;
  const huge = Number.MAX_VALUE;
  test.each<[string, number, number]>([
    ["exp(0)", exp(0), 1],
    ["exp(-Infinity)", exp(-Infinity), 0],
    ["exp(Infinity)", exp(Infinity), Infinity],
    ["exp(709.782712893384)", exp(709.782712893384), Math.exp(709.782712893384)],
    ["exp(709.7827128933841)", exp(709.7827128933841), Infinity],
    ["exp(-745.1332191019411)", exp(-745.1332191019411), tiny],
    ["exp(-745.1332191019412)", exp(-745.1332191019412), 0],
    ["exp(tiny)", exp(tiny), 1],
    ["expm1(-0)", expm1(-0), -0],
    ["expm1(tiny)", expm1(tiny), tiny],
    ["expm1(-Infinity)", expm1(-Infinity), -1],
    ["expm1(Infinity)", expm1(Infinity), Infinity],
    ["expm1(710)", expm1(710), Infinity],
    ["log(0)", log(0), -Infinity],
    ["log(-0)", log(-0), -Infinity],
    ["log(-1)", log(-1), Number.NaN],
    ["log(1)", log(1), 0],
    ["log(Infinity)", log(Infinity), Infinity],
    ["log(tiny)", log(tiny), -744.4400719213812],
    ["log(huge)", log(huge), 709.782712893384],
    ["log1p(-1)", log1p(-1), -Infinity],
    ["log1p(-2)", log1p(-2), Number.NaN],
    ["log1p(-0)", log1p(-0), -0],
    ["log1p(tiny)", log1p(tiny), tiny],
    ["log1p(Infinity)", log1p(Infinity), Infinity],
    ["log1p(huge)", log1p(huge), 709.782712893384],
    ["tanh(-0)", tanh(-0), -0],
    ["tanh(Infinity)", tanh(Infinity), 1],
    ["tanh(-Infinity)", tanh(-Infinity), -1],
    ["tanh(tiny)", tanh(tiny), tiny],
    ["sigmoid(1000)", sigmoid(1000), 1],
    ["sigmoid(-1000)", sigmoid(-1000), 0],
    ["sigmoid(0)", sigmoid(0), 0.5],
    ["sigmoid(-Infinity)", sigmoid(-Infinity), 0],
    ["softplus(-Infinity)", softplus(-Infinity), 0],
    ["softplus(Infinity)", softplus(Infinity), Infinity],
    ["softplus(1000)", softplus(1000), 1000],
    ["erf(-0)", erf(-0), -0],
    ["erf(Infinity)", erf(Infinity), 1],
    ["erf(-Infinity)", erf(-Infinity), -1],
    ["erfc(0)", erfc(0), 1],
    ["erfc(28)", erfc(28), 0],
    ["erfc(Infinity)", erfc(Infinity), 0],
    ["erfc(-Infinity)", erfc(-Infinity), 2],
    ["sin(-0)", sin(-0), -0],
    ["sin(Infinity)", sin(Infinity), Number.NaN],
    ["cos(0)", cos(0), 1],
    ["cos(-Infinity)", cos(-Infinity), Number.NaN],
  ])("%s", (_, actual, expected) => {
    expect(actual).toBe(expected);
  });

  test.each([sin, cos])("%o refuses an angle that its reduction cannot hold", (f) => {
    expect(() => f(2e6)).toThrow("Cannot reduce the angle 2000000: it must lie within +-1647099; wrap it first");
  });

  test("pow treats every pair of special values as ECMAScript does", () => {
    const special = [
      0,
      0.5,
      1,
      2,
      3,
      1e300,
      5e-324,
      Infinity,
      2 ** 53,
      2 ** 53 - 1,
      0.9999999999999999,
      1.0000000000000002,
    ];
    const values = [...special, ...special.map((x) => -x), Number.NaN];
    for (const x of values) {
      for (const y of values) {
        const expected = x ** y;
        const isSpecial = Number.isNaN(expected) || expected === 0 || Math.abs(expected) === Infinity;
        if (isSpecial) expect(pow(x, y), `${x} ** ${y}`).toBe(expected);
        else expectClose(pow(x, y), expected, { rel: 4e-16 });
      }
    }
  });

  test("pow is exact where float64 holds the integer", () => {
    for (let base = -40; base <= 40; base++) {
      for (let n = 0, exact = 1n; exact <= 2n ** 53n && exact >= -(2n ** 53n) && n <= 60; n++, exact *= BigInt(base)) {
        expect(pow(base, n), `${base} ** ${n}`).toBe(Number(exact));
      }
    }
  });

  test("pow rounds at the edge of overflow and of the subnormals", () => {
    for (let n = -1074; n <= 1023; n++) expect(pow(2, n)).toBe(powerOfTwo(n));
    expect(pow(2, 1024)).toBe(Infinity);
    expect(pow(2, -1076)).toBe(0);
  });
});

describe("smoke against the engine's Math", () => {
  const random = [...Array(2000).keys()].map((i) => ((i * 0.6180339887) % 1) * 40 - 20);
  test.each<[string, (x: number) => number, (x: number) => number]>([
    ["exp", exp, Math.exp],
    ["expm1", expm1, Math.expm1],
    ["tanh", tanh, Math.tanh],
    ["sin", sin, Math.sin],
    ["cos", cos, Math.cos],
  ])("%s agrees to 1e-15", (_, ours, engine) => {
    for (const x of random) expect(Math.abs(ours(x) / engine(x) - 1), `at ${x}`).toBeLessThan(1e-15);
  });
});
