import { expect, test } from "vitest";
import { checkNumerics } from "./check-numerics.ts";

const library = "packages/minibatch/src/math/a.ts";

test.each([
  ["y = Math.exp(x);", "Math.exp differs"],
  ["y = x ** 2;", "** differs"],
  ["y **= 2;", "**= differs"],
  ["y = 2 ** x;", "** differs"],
  ["y = Math.minimum(x);", "Math.minimum differs"],
  ["const start = Date.now();", "Date is chance, time or output"],
  ["console.log(1);", "console is chance, time or output"],
  ["performance.now();", "performance is"],
])("refuses %s in the library", (source, problem) => {
  expect(checkNumerics(new Map([[library, `\n${source}`]]))).toEqual([
    expect.stringContaining(`${library}:2: ${problem}`),
  ]);
});

test("Math.random is refused as inexact and as chance", () => {
  expect(checkNumerics(new Map([[library, "Math.random();"]]))).toHaveLength(2);
});

test.each([
  ["Math.sqrt(Math.max(x, Math.PI))"],
  ["const word = 2 ** 32 * 2 ** -53;"],
  ["// Math.exp differs\n/** x ** y */ f(); // console"],
  ['throw new Error("Math.exp, console");'],
])("allows %s", (source) => {
  expect(checkNumerics(new Map([[library, source]]))).toEqual([]);
});

test("the lab may use Math.exp, its pure rooms no clock, its other rooms all", () => {
  const lab = (room: string, source: string) => checkNumerics(new Map([[`packages/lab/src/${room}/a.ts`, source]]));
  expect(lab("page-kit", "Math.exp(1)")).toEqual([]);
  expect(lab("page-kit", "Date.now()")).toHaveLength(1);
  expect(lab("cli", "console.log(Date.now())")).toEqual([]);
});

test("what is drawn is drawn alike in every engine; files and splits may use all of Math, but no clock", () => {
  const data = (room: string, source: string) => checkNumerics(new Map([[`packages/data/src/${room}/a.ts`, source]]));
  for (const room of ["sets", "digits", "sequences"]) expect(data(room, "Math.sin(1)")).toHaveLength(1);
  expect(data("splits", "Math.round(1)")).toEqual([]);
  expect(data("splits", "Date.now()")).toHaveLength(1);
});
