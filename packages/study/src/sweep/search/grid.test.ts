import { expect, test } from "vitest";
import { choice, experiment, range } from "../../../test/sweep-experiment.ts";
import type { ExperimentSpec, SearchSpec } from "../../experiment/spec.ts";
import { advanceSweep } from "../advance-sweep.ts";
import { countTrials } from "../count-trials.ts";

function pointsOf(parameters: ExperimentSpec["parameters"], search: SearchSpec = { kind: "grid", together: [] }) {
  const spec = experiment({ parameters, search, repeats: 2 });
  const { create } = advanceSweep(spec, []);
  expect(create.map(({ configuration }) => configuration)).toEqual(create.map((_, i) => i));
  expect(create.every(({ untilEpoch, thresholds }) => untilEpoch === 9 && thresholds === null)).toBe(true);
  expect(countTrials(spec)).toBe(2 * create.length);
  return create.map(({ point }) => point);
}

test("every combination, the last parameter fastest", () => {
  expect(pointsOf({ a: choice([1, 2]), b: choice(["x", null]), c: choice([true]) })).toEqual([
    { a: 1, b: "x", c: true },
    { a: 1, b: null, c: true },
    { a: 2, b: "x", c: true },
    { a: 2, b: null, c: true },
  ]);
});

test("without parameters: one configuration", () => {
  expect(pointsOf({})).toEqual([{}]);
  expect(pointsOf({}, { kind: "zip" })).toEqual([{}]);
});

test("ranges in steps, ends included: evenly, in the logarithm, whole numbers", () => {
  const column = (parameter: ReturnType<typeof range>) => pointsOf({ p: parameter }).map(({ p }) => p);
  expect(column(range("uniform", 0, 0.3, { steps: 4 }))).toEqual([0, 0.1, 0.2, 0.3]);
  expect(column(range("log-uniform", 1e-5, 1e-1, { steps: 5 }))).toEqual([1e-5, 1e-4, 1e-3, 1e-2, 1e-1]);
  // numpy.geomspace(0.003, 0.7, 4) by NumPy 1.24, to 12 digits
  expect(column(range("log-uniform", 0.003, 0.7, { steps: 4 }))).toEqual([0.003, 0.0184691475045, 0.113703136514, 0.7]);
  expect(column(range("integer", 3, 6))).toEqual([3, 4, 5, 6]);
  expect(column(range("integer", 10, 100, { steps: 4 }))).toEqual([10, 40, 70, 100]);
  expect(column(range("integer", 0, 5, { steps: 3 }))).toEqual([0, 3, 5]);
  expect(column(range("uniform", 2, 3, { steps: 1 }))).toEqual([2]);
});

test("together: side by side, where the first of them stands", () => {
  const parameters = { a: choice([1, 2]), b: choice(["x", "y"]), c: choice([10, 20]) };
  expect(pointsOf(parameters, { kind: "grid", together: [["c", "a"]] })).toEqual([
    { a: 1, b: "x", c: 10 },
    { a: 1, b: "y", c: 10 },
    { a: 2, b: "x", c: 20 },
    { a: 2, b: "y", c: 20 },
  ]);
});

test("a configuration that absent parameters would repeat appears once, also along a chain written backwards", () => {
  const parameters = {
    decay: choice([0, 1], { nesterov: [true] }),
    nesterov: choice([true, false], { optimizer: ["sgd"] }),
    optimizer: choice(["sgd", "adam"]),
    units: choice([8, 16]),
  };
  const points = pointsOf(parameters);
  expect(points.length).toBe(8);
  expect(points.slice(0, 4)).toEqual([
    { decay: 0, nesterov: true, optimizer: "sgd", units: 8 },
    { decay: 0, nesterov: true, optimizer: "sgd", units: 16 },
    { optimizer: "adam", units: 8 },
    { optimizer: "adam", units: 16 },
  ]);
  expect(points.filter(({ optimizer }) => optimizer === "adam").length).toBe(2);
  expect(points.filter(({ nesterov }) => nesterov === false).length).toBe(2);
});

test("zip: all side by side", () => {
  const parameters = { a: choice([1, 2, 3]), b: range("log-uniform", 1, 100, { steps: 3 }) };
  expect(pointsOf(parameters, { kind: "zip" })).toEqual([
    { a: 1, b: 1 },
    { a: 2, b: 10 },
    { a: 3, b: 100 },
  ]);
});
