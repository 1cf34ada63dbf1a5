import fc from "fast-check";
import { expect, test } from "vitest";
import type { CurvePoint } from "./curve-figure.ts";
import { type Place, placeDots, placeLine, placeOutline, placeValue, placeWhisker } from "./place-on-axes.ts";
import { type AxisSpan, spanLinear, spanLog } from "./ticks.ts";

const axis = (min: number, max: number): AxisSpan => ({ scale: "linear", min, max, ticks: [min, max] });
/** 0 to 10 across, 0 to 2 up; all is cut at shares of -.05 and 1.05 */
const axes = { x: axis(0, 10), y: axis(0, 2) };
const logarithmic = { x: { ...axis(0.01, 100), scale: "log" as const }, y: axis(0, 1) };

/** to 6 digits */
const rounded = (places: readonly Place[]) => places.map((place) => place.map((share) => Number(share.toPrecision(6))));

test("what lies inside is where it is, in stretches between the gaps", () => {
  const points: CurvePoint[] = [
    [0, 0],
    [1, 1],
    [2, null],
    [3, Number.NaN],
    [4, Infinity],
    [5, 2],
    [10, 2],
  ];
  expect(placeLine(points, axes)).toEqual([
    [
      [0, 0],
      [0.1, 0.5],
    ],
    [
      [0.5, 1],
      [1, 1],
    ],
  ]);
  expect(placeLine([[1, 1]], axes)).toEqual([[[0.1, 0.5]]]);
  expect(placeLine([], axes)).toEqual([]);
});

test("a line that leaves ends on its way, and goes on where it comes back", () => {
  expect(
    placeLine(
      [
        [0, 1],
        [2, 5],
        [4, 1],
      ],
      axes,
    ).map(rounded),
  ).toEqual([
    [
      [0, 0.5],
      [0.055, 1.05],
    ],
    [
      [0.345, 1.05],
      [0.4, 0.5],
    ],
  ]);
});

test("a segment between two points outside is drawn where it crosses, and not where it passes by", () => {
  expect(
    placeLine(
      [
        [2, -18],
        [4, 22],
      ],
      axes,
    ).map(rounded),
  ).toEqual([
    [
      [0.2895, -0.05],
      [0.3005, 1.05],
    ],
  ]);
  expect(
    placeLine(
      [
        [-9, 1],
        [0, 99],
      ],
      axes,
    ),
  ).toEqual([]);
  expect(
    placeLine(
      [
        [1, 9],
        [2, 9],
        [3, 1],
        [4, 1],
      ],
      axes,
    ),
  ).toHaveLength(1);
});

test("on a logarithmic axis a line is straight in the logarithm, and 0 has no place", () => {
  expect(
    placeLine(
      [
        [1, 0],
        [1e6, 1],
      ],
      logarithmic,
    ).map(rounded),
  ).toEqual([
    [
      [0.5, 0],
      [1.05, 0.366667],
    ],
  ]);
  expect(
    placeLine(
      [
        [0, 0.5],
        [1, 0.5],
      ],
      logarithmic,
    ),
  ).toEqual([[[0.5, 0.5]]]);
});

test("a band keeps its area inside", () => {
  expect(
    placeOutline(
      [
        [1, 1],
        [2, 1],
        [2, 2],
        [1, 2],
      ],
      axes,
    ),
  ).toEqual([
    [0.1, 0.5],
    [0.2, 0.5],
    [0.2, 1],
    [0.1, 1],
  ]);
  const tall = placeOutline(
    [
      [1, 1],
      [2, 1],
      [2, 1e300],
      [1, Infinity],
    ],
    axes,
  );
  expect(rounded(tall).toSorted()).toEqual([
    [0.1, 0.5],
    [0.1, 1.05],
    [0.2, 0.5],
    [0.2, 1.05],
  ]);
  const around = placeOutline(
    [
      [-1e9, -1e9],
      [1e9, -1e9],
      [1e9, 1e9],
      [-1e9, 1e9],
    ],
    axes,
  );
  expect(rounded(around).toSorted()).toEqual([
    [-0.05, -0.05],
    [-0.05, 1.05],
    [1.05, -0.05],
    [1.05, 1.05],
  ]);
  expect(
    placeOutline(
      [
        [1, 4],
        [2, 4],
        [2, 5],
        [1, 5],
      ],
      axes,
    ),
  ).toEqual([]);
});

test("a whisker's cut end has no cap", () => {
  expect(placeWhisker({ x: 1, low: 0.5, high: 1, aside: 4 }, axes)).toEqual({
    x: 0.1,
    aside: 4,
    low: 0.25,
    high: 0.5,
    hasLow: true,
    hasHigh: true,
  });
  expect(placeWhisker({ x: 1, low: -Infinity, high: 1 }, axes)).toMatchObject({
    high: 0.5,
    hasLow: false,
    hasHigh: true,
  });
  expect(placeWhisker({ x: 1, low: 1, high: 1 }, axes)).toMatchObject({ low: 0.5, high: 0.5 });
  for (const nowhere of [
    { x: 99, low: 0, high: 1 },
    { x: 1, low: 4, high: 5 },
    { x: 1, low: Number.NaN, high: 1 },
  ]) {
    expect(placeWhisker(nowhere, axes)).toBeNull();
  }
});

test("dots, and lines right across, are there or not", () => {
  expect(
    placeDots(
      [
        [1, 1],
        [1, 4],
        [99, 1],
        [1, null],
        [1, Infinity],
      ],
      axes,
    ),
  ).toEqual([[0.1, 0.5]]);
  expect([0, 2, 2.01, Number.NaN, 1e300].map((value) => placeValue(value, axes.y))).toEqual([0, 1, null, null, null]);
});

test("whatever is drawn, on whatever axes, nothing lies far outside or is no number", () => {
  const value = fc.oneof(
    fc.double(),
    fc.double({ min: -10, max: 20, noNaN: true }),
    fc.constantFrom(1e300, -1e300, 1e-300, Number.MAX_VALUE, -Number.MAX_VALUE, 0, Infinity, -Infinity, Number.NaN),
  );
  const point: fc.Arbitrary<CurvePoint> = fc.tuple(value, fc.option(value, { nil: null }));
  const whisker = fc.record({ x: value, low: value, high: value });
  // axes as they are chosen for any values
  const span = fc
    .tuple(value, value, fc.constantFrom(spanLinear, spanLog))
    .map(([a, b, choose]) => choose(Math.min(a, b), Math.max(a, b), 5));
  fc.assert(
    fc.property(fc.array(point, { maxLength: 12 }), whisker, span, span, (points, one, x, y) => {
      const outline = points.filter((corner): corner is Place => corner[1] !== null);
      const placed = placeWhisker(one, { x, y });
      const drawn = [
        ...placeLine(points, { x, y }).flat(2),
        ...placeOutline(outline, { x, y }).flat(),
        ...placeDots(points, { x, y }).flat(),
        ...(placed === null ? [] : [placed.x, placed.low, placed.high]),
      ];
      for (const share of drawn) {
        expect(share).toBeGreaterThanOrEqual(-0.0501);
        expect(share).toBeLessThanOrEqual(1.0501);
      }
    }),
    { numRuns: 500 },
  );
});
