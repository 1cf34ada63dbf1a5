/** Figures of values that differ little, or not at all, beside their size; and of sums that cancel. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectClose } from "../../../minibatch/test/expect-close.ts";
import { studentTProbability, studentTQuantile } from "./distributions/student-t.ts";
import { rankParameters } from "./importance/rank-parameters.ts";
import { prepareLagCorrelation } from "./lag-correlation.ts";
import { testPairedT } from "./pairs/paired-t-test.ts";
import { testPermutations } from "./permutation-test.ts";
import { mean } from "./summaries/mean.ts";
import { estimateMeanInterval } from "./summaries/mean-interval.ts";
import { standardDeviation } from "./summaries/standard-deviation.ts";
import { summarizeCurves } from "./summaries/summarize-curves.ts";

test("sd is that of the values without what they have in common, to the last digits", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 9 }), (values) => {
      const shifted = values.map((value) => 2 ** 40 + value);
      expectClose(standardDeviation(shifted), standardDeviation(values), { abs: 0, rel: 1e-15 });
      for (const unit of [2 ** -1000, 2 ** 1000]) {
        expect(standardDeviation(values.map((value) => value * unit))).toBe(unit * standardDeviation(values));
      }
    }),
  );
  expect(standardDeviation([0.1, 0.1, 0.1])).toBe(0);
  expect(estimateMeanInterval([0.1, 0.1, 0.1])).toEqual([0.1, 0.1]);
});

test("a mean does not overflow and does not depend on the order", () => {
  expect(mean([1.5e308, 1.5e308])).toBe(1.5e308);
  expect(mean([1.5e308, 1e308, -1.5e308, 3e307])).toBe(3.25e307);
  expect(mean([0.1, 1e17, -1e17, 0.2])).toBe(mean([1e17, 0.2, 0.1, -1e17]));
});

test("Student's t near 0, where 1 - x is not known any more, and its inverse", () => {
  // the density at 0 for 10,000 degrees is 0.39893230696...
  expectClose(0.5 - studentTProbability(-1e-6, 1e4), 3.989323e-7, { rel: 1e-6 });
  fc.assert(
    fc.property(fc.double({ min: -18, max: 0, noNaN: true }), fc.double({ min: -1, max: 6, noNaN: true }), (p, n) => {
      const [probability, degrees] = [0.499 * 10 ** p, 10 ** n];
      expectClose(studentTProbability(studentTQuantile(probability, degrees), degrees), probability, { rel: 1e-11 });
    }),
    { numRuns: 50 },
  );
  expect(studentTQuantile(0.975, 1e-8)).toBe(Number.POSITIVE_INFINITY);
  expectClose(studentTProbability(-1e200, 0.001), 0.5 * 1e200 ** -0.001, { rel: 1e-2 });
});

describe("lag correlation", () => {
  test("of constant weights there is none; what differs by rounding is constant", () => {
    const wanted = "every column is constant; it needs one whose values differ";
    expect(() => prepareLagCorrelation([[0], [0], [0]])).toThrow(wanted);
    expect(() => prepareLagCorrelation([[0.3], [0.1 + 0.2], [0.3]])).toThrow(wanted);
    const wavy = [
      [1, 0.3],
      [-1, 0.1 + 0.2],
      [1, 0.3],
    ];
    expectClose(prepareLagCorrelation(wavy)([0, 1, 2]), prepareLagCorrelation([[1], [-1], [1]])([0, 1, 2]), {
      rel: 1e-15,
    });
  });

  test("does not depend on the unit, nor on the direction", () => {
    const rows = [
      [0.1, 7],
      [0.4, -2],
      [0.2, 0.3],
      [0.9, 5],
    ];
    const correlate = prepareLagCorrelation(rows);
    expect(correlate([3, 2, 1, 0])).toBe(correlate([0, 1, 2, 3]));
    for (const unit of [2 ** -900, 2 ** 900]) {
      expect(prepareLagCorrelation(rows.map((row) => row.map((value) => value * unit)))([2, 0, 1, 3])).toBe(
        correlate([2, 0, 1, 3]),
      );
    }
  });
});

test("a permuted statistic that is the observed one but for rounding counts as large", () => {
  const values = [0.7, 0.4, 0.3, 0.2, 0.1];
  const sum = (order: ArrayLike<number>): number => Array.from(order).reduce((total, i) => total + values[i]!, 0);
  let drawn = 0;
  const orders = [
    [4, 3, 2, 1, 0],
    [2, 4, 0, 1, 3],
    [1, 0, 4, 3, 2],
  ];
  const { pValue } = testPermutations(sum, 5, 300, () => orders[drawn++ % 3]!);
  expect(pValue).toBe(1);
});

describe("importance", () => {
  const grid = Array.from({ length: 24 }, (_, i) => ({ a: i % 4, b: Math.floor(i / 4) % 3 }));
  const values = grid.map(({ a, b }, i) => 3 * a + b + (i < 12 ? 0.25 : -0.25));
  const shares = (points: typeof grid, figures: readonly number[]): Record<string, number> =>
    Object.fromEntries(rankParameters(points, figures).parameters.map(({ name, importance }) => [name, importance]));

  test.each([
    ["a full grid", grid, values],
    ["a forest", grid.slice(1), values.slice(1)],
  ])("of %s does not depend on what the figures have in common, nor on their unit", (_, points, figures) => {
    const { a, b } = shares(points, figures);
    expect(a).toBeGreaterThan(0.5);
    for (const [offset, unit] of [
      [2 ** 40, 1],
      [0, 2 ** 600],
      [0, 2 ** -600],
    ] as const) {
      const other = shares(
        points,
        figures.map((value) => (value + offset) * unit),
      );
      expectClose([other.a!, other.b!], [a!, b!], { abs: 1e-12 });
    }
  });

  test("figures that differ by rounding alone do not differ", () => {
    const rounded = grid.map((_, i) => (i % 4 === 0 ? 0.1 + 0.2 : 0.3));
    expect(rankParameters(grid, rounded).method).toBe("too little");
    expect(rankParameters(grid.slice(1), rounded.slice(1)).method).toBe("too little");
  });
});

test("curves with one huge figure have a band that is a number", () => {
  const { mean: means, low, high } = summarizeCurves([[1e200], [1], [2]]);
  for (const [value] of [means, low, high]) expect(Number.isFinite(value)).toBe(true);
});

test("a t-test of huge differences", () => {
  const small = testPairedT([1, 2, 4]);
  const large = testPairedT([1e300, 2e300, 4e300]);
  expectClose([large!.t, large!.pValue], [small!.t, small!.pValue], { rel: 1e-14 });
});
