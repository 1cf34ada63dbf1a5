/** Against SciPy's unscrambled sequence, in every dimension; figures and script are in fixtures/. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { choice, experiment, range } from "../../../test/sweep-experiment.ts";
import { advanceSweep } from "../advance-sweep.ts";
import { directions } from "./sobol-directions.ts";
import { SOBOL_DIMENSIONS, sobolCoordinate } from "./sobol-sequence.ts";

const scipy = JSON.parse(readFileSync(new URL("../fixtures/sobol.json", import.meta.url), "utf8")) as {
  readonly dimensions: number;
  readonly points: readonly { readonly index: number; readonly coordinates: number[] }[];
};

test("dimensions are those of the fixture", () => expect(SOBOL_DIMENSIONS).toBe(scipy.dimensions));

test.each(scipy.points)("point $index", ({ index, coordinates }) => {
  const ours = coordinates.map((_, dimension) => sobolCoordinate(index, dimension) / 4);
  expect(ours).toEqual(coordinates);
});

test("the table begins as it was published: d 2 to 10 of new-joe-kuo-6", () => {
  expect(directions.slice(0, 9)).toEqual([
    [0, 1],
    [1, 1, 3],
    [1, 1, 3, 1],
    [2, 1, 1, 1],
    [1, 1, 1, 3, 3],
    [4, 1, 3, 5, 13],
    [2, 1, 1, 5, 5, 17],
    [4, 1, 1, 5, 5, 5],
    [7, 1, 1, 7, 11, 19],
  ]);
});

test("a dimension without direction numbers is refused", () => {
  expect(() => sobolCoordinate(1, 64)).toThrow("dimension 64 is not one of 0 .. 63");
});

const pointsOf = (seed: number, configurations = 64) =>
  advanceSweep(
    experiment({
      seed,
      search: { kind: "sobol", configurations },
      parameters: {
        x: range("uniform", 0, 1),
        kind: choice(["a", "b"]),
        y: range("uniform", 0, 1, { when: { kind: ["a"] } }),
        z: range("uniform", 0, 1),
      },
    }),
    [],
  ).create.map(({ point }) => point);

test("scrambled it is a net still: 64 points, one in each 64th and one in each square of an eighth", () => {
  const points = pointsOf(3);
  const cells = (columns: number, rows: number) =>
    new Set(points.map(({ x, z }) => Math.floor(Number(x) * columns) * rows + Math.floor(Number(z) * rows)));
  expect(cells(64, 1).size).toBe(64);
  expect(cells(1, 64).size).toBe(64);
  expect(points.filter(({ kind }) => kind === "a").length).toBe(32);
});

test("another seed is another scrambling, fewer configurations are the first ones", () => {
  expect(pointsOf(3, 10)).toEqual(pointsOf(3).slice(0, 10));
  expect(pointsOf(4, 1)).not.toEqual(pointsOf(3, 1));
});

test("each parameter keeps its dimension where another is absent: the sequence, XORed with one number", () => {
  const points = pointsOf(3);
  const word = (value: unknown) => Number(value) * 2 ** 32;
  points.forEach((point, index) => {
    expect(Object.hasOwn(point, "y")).toBe(point.kind === "a");
    expect((word(points[0]!.z) ^ word(point.z)) >>> 0).toBe(sobolCoordinate(index, 3));
  });
});
