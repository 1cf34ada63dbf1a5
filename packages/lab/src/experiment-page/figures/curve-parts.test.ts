import { summarizeCurves } from "study/statistics";
import { expect, test } from "vitest";
import { shapeCurve, thinIndices, thinLine } from "./curve-parts.ts";

const look = { color: "#0072b2", line: "solid" } as const;
const alone = { index: 0, of: 1 };

test("thinned indices keep both ends and their order, and all where there are few", () => {
  expect(thinIndices(4, 10)).toEqual([0, 1, 2, 3]);
  expect(thinIndices(9, 3)).toEqual([0, 4, 8]);
  const many = thinIndices(1000, 25);
  expect([many.length, many[0], many.at(-1)]).toEqual([25, 0, 999]);
  for (let i = 1; i < many.length; i++) expect(many[i]).toBeGreaterThan(many[i - 1] as number);
});

test("where a trial has ended the line goes on, its band and whiskers do not", () => {
  const curve = shapeCurve(
    "a",
    summarizeCurves([
      [1, 2, 3],
      [3, 4],
    ]),
    2,
    look,
    alone,
  );
  expect(curve.points).toEqual([
    [1, 2],
    [2, 3],
    [3, 3],
  ]);
  expect(curve.band).toMatchObject({ low: [1, 2, null], high: [3, 4, null] });
  expect(curve.whiskers?.map(({ x }) => x)).toEqual([1, 2]);
  // t of one degree of freedom, 12.706, times sd sqrt(2) over sqrt(2)
  expect(curve.whiskers?.[0]?.high).toBeCloseTo(2 + 12.7062, 3);
});

test("one trial has neither band nor whiskers", () => {
  const curve = shapeCurve("a", summarizeCurves([[1, 2]]), 1, look, alone);
  expect([curve.band, curve.whiskers]).toEqual([null, []]);
});

test("whiskers of several curves stand at different epochs", () => {
  const runs = [0, 1].map((run) => Array.from({ length: 80 }, (_, i) => i + run));
  const places = [0, 1, 2].map((place) =>
    shapeCurve("a", summarizeCurves(runs), 2, look, { index: place, of: 3 }).whiskers?.map(({ x }) => x),
  );
  expect(places[0]).toEqual([2, 12, 22, 32, 42, 52, 62, 72]);
  expect(places[1]).toEqual([6, 16, 26, 36, 46, 56, 66, 76]);
  expect(places[2]).toEqual([9, 19, 29, 39, 49, 59, 69, 79]);
});

test("a line of few points has a dot at each, a longer one has none", () => {
  const dotsOf = (epochs: number) =>
    shapeCurve("a", summarizeCurves([Array.from({ length: epochs }, (_, i) => i)]), 1, look, null).dots;
  expect([1, 2, 12, 13, 50].map(dotsOf)).toEqual([true, true, true, false, false]);
});

test("a grey line has at most 25 points, gaps where there is no figure", () => {
  const thin = thinLine(summarizeCurves([Array.from({ length: 100 }, (_, i) => (i === 99 ? Number.NaN : i))]));
  expect(thin).toHaveLength(25);
  expect(thin.at(-1)).toEqual([100, null]);
  expect(thin[0]).toEqual([1, 0]);
});

test("with too few epochs for each its own, whiskers stand beside each other at their epochs, none before the first or after the last", () => {
  const runs = [
    [1, 2],
    [3, 4],
  ];
  const placesOf = (curves: readonly (readonly number[])[]) =>
    [0, 1].map((place) =>
      shapeCurve("a", summarizeCurves(curves), 2, look, { index: place, of: 2 }).whiskers?.map(({ x, aside }) => [
        x,
        aside,
      ]),
    );
  expect(placesOf(runs)).toEqual([
    [
      [1, 5],
      [2, -13],
    ],
    [
      [1, 13],
      [2, -5],
    ],
  ]);
  // between the ends to either side
  const three = [1, 2].map((start) => [start, start + 1, start + 2]);
  expect(placesOf(three).map((places) => places?.[1])).toEqual([
    [2, -4],
    [2, 4],
  ]);
  // where one trial has ended the others go on: the epoch is not the axis's end
  expect(
    placesOf([
      [1, 2],
      [3, 4, 5],
    ]).map((places) => places?.[1]),
  ).toEqual([
    [2, -4],
    [2, 4],
  ]);
  expect(placesOf([[1], [2]])).toEqual([[[1, -8]], [[1, 8]]]);
  expect(shapeCurve("a", summarizeCurves(runs), 2, look, null).whiskers).toEqual([]);
});

test("at the one epoch that there is a dot stands with its whisker, at several on its epoch", () => {
  const asideOf = (...curves: readonly (readonly number[])[]) =>
    [0, 1, 2].map(
      (place) => shapeCurve("a", summarizeCurves(curves), curves.length, look, { index: place, of: 3 }).aside,
    );
  expect(asideOf([1], [2])).toEqual([-16, 0, 16]);
  expect(asideOf([1])).toEqual([-16, 0, 16]);
  expect(asideOf([1, 2], [2, 3])).toEqual([undefined, undefined, undefined]);
});
