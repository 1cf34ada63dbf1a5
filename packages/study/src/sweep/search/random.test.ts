import { describe, expect, test } from "vitest";
import { choice, experiment, range } from "../../../test/sweep-experiment.ts";
import type { ExperimentSpec } from "../../experiment/spec.ts";
import { advanceSweep } from "../advance-sweep.ts";

const pointsOf = (parameters: ExperimentSpec["parameters"], configurations: number, seed = 7) =>
  advanceSweep(experiment({ seed, parameters, search: { kind: "random", configurations } }), []).create.map(
    ({ point }) => point,
  );

/** The largest distance between the share of values up to x and x itself, for values of 0 .. 1. */
function distanceFromUniform(values: readonly number[]): number {
  return [...values]
    .sort((a, b) => a - b)
    .reduce((worst, x, i) => Math.max(worst, x - i / values.length, (i + 1) / values.length - x), 0);
}

const mixed = {
  rate: range("log-uniform", 1e-5, 1e-1),
  share: range("uniform", -2, 3),
  units: range("integer", 3, 6),
  kind: choice(["a", "b", "c"]),
};

describe("distributions", () => {
  const count = 2000;
  const points = pointsOf(mixed, count);
  const critical = 1.95 / Math.sqrt(count); // Kolmogorov-Smirnov, p = 0.001

  test("uniform, and uniform in the logarithm", () => {
    expect(distanceFromUniform(points.map(({ share }) => (Number(share) + 2) / 5))).toBeLessThan(critical);
    expect(distanceFromUniform(points.map(({ rate }) => Math.log10(Number(rate)) / 4 + 1.25))).toBeLessThan(critical);
  });

  test("whole numbers with both ends, and choices, equally often", () => {
    const share = (name: string, value: unknown) => points.filter((point) => point[name] === value).length / count;
    for (const units of [3, 4, 5, 6]) expect(Math.abs(share("units", units) - 0.25)).toBeLessThan(0.033);
    for (const kind of ["a", "b", "c"]) expect(Math.abs(share("kind", kind) - 1 / 3)).toBeLessThan(0.036);
  });

  test("are the seed's, and the first of more are the same", () => {
    expect(pointsOf(mixed, 5)).toEqual(points.slice(0, 5));
    expect(pointsOf(mixed, 1, 8)).not.toEqual(points.slice(0, 1));
  });
});

test("a space with just as many points as are wanted is drawn whole, in random order", () => {
  const points = pointsOf({ a: choice([1, 2, 3, 4]), b: range("integer", 1, 5) }, 20);
  expect(new Set(points.map(({ a, b }) => `${a} ${b}`)).size).toBe(20);
  expect(points[0]).not.toEqual({ a: 1, b: 1 });
});

test("what does not apply is absent, also along a chain, and does not shift what follows", () => {
  const parameters = {
    leaf: range("uniform", 0, 1, { when: { middle: ["on"] } }),
    middle: choice(["on", "off"], { root: ["x"] }),
    root: choice(["x", "y"]),
    last: range("uniform", 0, 1),
  };
  const points = pointsOf(parameters, 200);
  for (const point of points) {
    expect(Object.hasOwn(point, "middle")).toBe(point.root === "x");
    expect(Object.hasOwn(point, "leaf")).toBe(point.middle === "on");
  }
  const always = pointsOf({ ...parameters, leaf: range("uniform", 0, 1), middle: choice(["on", "off"]) }, 200);
  expect(points.map(({ last }) => last)).toEqual(always.map(({ last }) => last));
});

test("the ends of ranges: low may be drawn, high never", () => {
  const tiny = range("uniform", 1, 1 + 2 ** -50);
  const values = pointsOf({ value: tiny }, 4).map(({ value }) => Number(value));
  expect([...values].sort()).toEqual([0, 1, 2, 3].map((i) => 1 + i * 2 ** -52));
});

test("a range with fewer numbers than are wanted is given up, and said", () => {
  expect(() => pointsOf({ value: range("uniform", 1, 1 + 2 ** -51) }, 3)).toThrow(
    "Cannot draw 3 different configurations: after 2, 1000000 draws gave no other; lower search.configurations, or use a grid",
  );
});
