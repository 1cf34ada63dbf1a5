import fc from "fast-check";
import { expect, test } from "vitest";
import { clipLine, clipOutline, clipStretches, clipWhisker, isOnAxis, keepInside, type Place } from "./clip-to-axes.ts";
import type { CurvePoint } from "./curve-figure.ts";
import { type AxisSpan, spanLinear } from "./ticks.ts";

const linear = (min: number, max: number): AxisSpan => ({ scale: "linear", min, max, ticks: [min, max] });
/** 0 to 10 across, 0 to 1 up; lines are cut at -.5, 10.5, -.05 and 1.05 */
const axes = { x: linear(0, 10), y: linear(0, 1) };
const logarithmic = { x: { ...linear(0.01, 100), scale: "log" as const }, y: linear(0, 1) };

/** to 6 digits */
const rounded = (points: readonly CurvePoint[]) =>
  points.map((point) => point.map((value) => (value === null ? null : Number(value.toPrecision(6)))));

test("what lies inside stays as it is, gaps too", () => {
  const points: CurvePoint[] = [
    [0, 0],
    [1, null],
    [2, 0.3],
    [10, 1],
  ];
  expect(clipLine(points, axes)).toEqual(points);
  expect(
    clipLine(
      [
        [1, Number.NaN],
        [2, Infinity],
        [3, 0.5],
      ],
      axes,
    ),
  ).toEqual([
    [1, null],
    [2, null],
    [3, 0.5],
  ]);
});

test("a line that leaves ends on its way, and goes on where it comes back", () => {
  const points: CurvePoint[] = [
    [0, 0.5],
    [2, 2.5],
    [4, 0.5],
  ];
  expect(rounded(clipLine(points, axes))).toEqual([
    [0, 0.5],
    [0.55, 1.05],
    [0.55, null],
    [3.45, 1.05],
    [4, 0.5],
  ]);
});

test("a segment between two points outside is drawn where it crosses, and not where it passes by", () => {
  expect(
    rounded(
      clipLine(
        [
          [2, -9],
          [4, 11],
        ],
        axes,
      ),
    ),
  ).toEqual([
    [2.895, -0.05],
    [3.005, 1.05],
    [3.005, null],
  ]);
  expect(
    clipLine(
      [
        [-9, 0.5],
        [0, 99],
      ],
      axes,
    ),
  ).toEqual([]);
  expect(
    clipStretches(
      [
        [1, 5],
        [2, 5],
        [3, 0.5],
        [4, 0.6],
      ],
      axes,
    ),
  ).toHaveLength(1);
});

test("on a logarithmic axis a line is straight in the logarithm, and 0 has no place", () => {
  const [first, last] = clipLine(
    [
      [1, 0],
      [1e6, 1],
    ],
    logarithmic,
  ) as [CurvePoint, CurvePoint];
  expect(first).toEqual([1, 0]);
  // 5% of four decades beyond 100
  expect(last[0]).toBeCloseTo(10 ** 2.2, 6);
  expect(last[1]).toBeCloseTo(2.2 / 6, 9);
  expect(
    clipLine(
      [
        [0, 0.5],
        [1, 0.5],
      ],
      logarithmic,
    ),
  ).toEqual([
    [0, null],
    [1, 0.5],
  ]);
});

test("a band keeps its area inside", () => {
  const inside: Place[] = [
    [1, 0.2],
    [2, 0.2],
    [2, 0.8],
    [1, 0.8],
  ];
  expect(clipOutline(inside, axes)).toBe(inside);
  const tall: Place[] = [
    [1, 0.2],
    [2, 0.2],
    [2, 1e300],
    [1, 1e300],
  ];
  expect(rounded(clipOutline(tall, axes)).toSorted()).toEqual([
    [1, 0.2],
    [1, 1.05],
    [2, 0.2],
    [2, 1.05],
  ]);
  const around: Place[] = [
    [-1e9, -1e9],
    [1e9, -1e9],
    [1e9, 1e9],
    [-1e9, 1e9],
  ];
  expect(rounded(clipOutline(around, axes)).toSorted()).toEqual([
    [-0.5, -0.05],
    [-0.5, 1.05],
    [10.5, -0.05],
    [10.5, 1.05],
  ]);
  expect(
    clipOutline(
      [
        [1, 2],
        [2, 2],
        [2, 3],
        [1, 3],
      ],
      axes,
    ),
  ).toEqual([]);
});

test("a whisker's cut end has no cap", () => {
  expect(clipWhisker({ x: 1, low: 0.2, high: 0.4 }, axes)).toEqual({
    x: 1,
    low: 0.2,
    high: 0.4,
    hasLow: true,
    hasHigh: true,
  });
  expect(clipWhisker({ x: 1, low: -Infinity, high: 0.4 }, axes)).toMatchObject({
    high: 0.4,
    hasLow: false,
    hasHigh: true,
  });
  expect(clipWhisker({ x: 1, low: 0.5, high: 0.5 }, axes)).toMatchObject({ low: 0.5, high: 0.5 });
  for (const nowhere of [
    { x: 99, low: 0, high: 1 },
    { x: 1, low: 2, high: 3 },
    { x: 1, low: Number.NaN, high: 1 },
  ]) {
    expect(clipWhisker(nowhere, axes)).toBeNull();
  }
});

test("dots and lines across are there or not", () => {
  expect(
    keepInside(
      [
        [1, 0.5],
        [1, 2],
        [99, 0.5],
        [1, null],
        [1, Infinity],
      ],
      axes,
    ),
  ).toEqual([[1, 0.5]]);
  expect([0, 1, 1.01, Number.NaN, 1e300].map((value) => isOnAxis(value, axes.y))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

test("whatever is drawn, on whatever axes, nothing lies outside or is no number", () => {
  const value = fc.oneof(
    fc.double(),
    fc.double({ min: -10, max: 20, noNaN: true }),
    fc.constantFrom(1e300, -1e300, 1e-300, Number.MAX_VALUE, -Number.MAX_VALUE, 0, Infinity, -Infinity, Number.NaN),
  );
  const point: fc.Arbitrary<CurvePoint> = fc.tuple(value, fc.option(value, { nil: null }));
  // axes as they are chosen for any values
  const span = fc.tuple(value, value).map(([low, high]) => spanLinear(Math.min(low, high), Math.max(low, high), 5));
  fc.assert(
    fc.property(fc.array(point, { maxLength: 12 }), span, span, (points, x, y) => {
      const outline = points.filter((one): one is Place => one[1] !== null && !one.some(Number.isNaN));
      const drawn = [...clipLine(points, { x, y }), ...clipOutline(outline, { x, y })];
      for (const [place, height] of drawn) {
        if (height === null) continue;
        for (const [at, axis] of [
          [place, x],
          [height, y],
        ] as const) {
          const share = (at - axis.min) / (axis.max - axis.min);
          expect(share).toBeGreaterThanOrEqual(-0.0501);
          expect(share).toBeLessThanOrEqual(1.0501);
        }
      }
    }),
    { numRuns: 500 },
  );
});
