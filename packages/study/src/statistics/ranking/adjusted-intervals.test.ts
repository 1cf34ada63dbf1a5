/**
 * The interval and the verdict of a pair say the same; the figures are SciPy's, and all subset means, by
 * fixtures/make-adjusted-intervals.py.
 */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { expectClose } from "../../../../minibatch/test/expect-close.ts";
import { adjustHolm, factorsOfHolm } from "../pairs/holm.ts";
import { estimateSignFlipInterval } from "../pairs/sign-flip-interval.ts";
import { testSignFlips } from "../pairs/sign-flip-test.ts";
import { compareConfigurations, countComparisons, type PairedSample } from "./compare-configurations.ts";
import { rankConfigurations } from "./rank-configurations.ts";

interface Family {
  readonly values: number[][];
  readonly pairs: readonly {
    pair: [number, number];
    p: number;
    level: number;
    rejected: boolean;
    interval: [number, number];
  }[];
}

const ALPHA = 0.05;
const made = JSON.parse(readFileSync(new URL("fixtures/adjusted-intervals.json", import.meta.url), "utf8"));

test.each(["paired t", "sign flips"] as const)("levels and ends of %s as computed elsewhere, within 1e-9", (kind) => {
  for (const { values, pairs } of made[kind] as Family[]) {
    const samples = values.map((figures, i) => ({ name: String(i), values: figures }));
    const { comparisons } = rankConfigurations(samples, "max");
    expect(comparisons).toHaveLength(pairs.length);
    for (const { first, second, test: by, interval, intervalLevel, verdict, verdictP } of comparisons) {
      const expected = pairs.find(({ pair }) => pair.includes(first) && pair.includes(second))!;
      const [low, high] = expected.interval;
      expect(by).toBe(kind);
      expectClose(verdictP!.p, expected.p, { rel: 1e-9 });
      expect(verdict === "not distinguishable").toBe(!expected.rejected);
      expectClose(intervalLevel!, expected.level, { rel: 1e-12 });
      expectClose([...interval!], first === expected.pair[0] ? [low, high] : [-high, -low], { abs: 1e-9 });
    }
  }
});

/** Differences of many kinds: near 0, clear, tied, with zeros, of accuracies. */
const difference = fc.oneof(
  fc.integer({ min: -6, max: 24 }).map((n) => n / 200),
  fc.double({ min: -1, max: 4, noNaN: true }),
  fc.constant(0),
);

/** Some of them around a difference that is there. */
function differences(count: number): fc.Arbitrary<number[]> {
  const values = fc.array(difference, { minLength: count, maxLength: count });
  return fc.tuple(values, fc.constantFrom(0, 0.5, 3)).map(([all, shift]) => all.map((value) => value + shift));
}

function leavesOut0([low, high]: readonly [number, number]): boolean {
  return low > 0 || high < 0;
}

test("0 lies outside the interval exactly when the verdict is better or worse, by either test", () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 12 }).chain((n) => fc.array(differences(n), { minLength: 1, maxLength: 6 })),
      (all) => {
        const samples = all.map((differences, i): PairedSample => ({ first: 0, second: i + 1, differences }));
        for (const comparison of compareConfigurations(samples, countComparisons(samples), ALPHA, 1)) {
          const { interval, verdict, verdictP, test: by, intervalLevel } = comparison;
          expect(interval === null).toBe(verdictP === null);
          expect(intervalLevel === null).toBe(interval === null);
          if (interval === null) continue;
          expect({ comparison, apart: leavesOut0(interval) }).toEqual({
            comparison,
            apart: verdict !== "not distinguishable",
          });
          seen.set(`${by} ${verdict}`, (seen.get(`${by} ${verdict}`) ?? 0) + 1);
        }
      },
    ),
    { numRuns: 300 },
  );
  for (const by of ["paired t", "sign flips"]) {
    for (const verdict of ["better", "not distinguishable"]) expect(seen.get(`${by} ${verdict}`)).toBeGreaterThan(20);
  }
});

test("with drawn signs, of more than 24 differences, they agree too", () => {
  const seen = new Set<boolean>();
  fc.assert(
    fc.property(
      fc.array(difference, { minLength: 25, maxLength: 40 }),
      fc.double({ min: -1.2, max: 0.2, noNaN: true }),
      fc.integer({ min: 1, max: 9 }),
      (values, shift, comparisons) => {
        const differences = values.map((value) => (value === 0 ? 0 : value + shift));
        const [told] = compareConfigurations([{ first: 0, second: 1, differences }], comparisons, ALPHA, 3);
        expect(told!.test).toBe("sign flips");
        const apart = told!.verdict !== "not distinguishable";
        expect(leavesOut0(told!.interval!)).toBe(apart);
        expect(told!.interval![0]).toBeLessThanOrEqual(told!.meanDifference! + 1e-12);
        expect(told!.interval![1]).toBeGreaterThanOrEqual(told!.meanDifference! - 1e-12);
        seen.add(apart);
      },
    ),
    { numRuns: 40 },
  );
  expect(seen.size).toBe(2);
});

test("the ends of a sign-flip interval are the last differences that its test keeps", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 7, maxLength: 10 }),
      fc.double({ min: 0.02, max: 0.4, noNaN: true }),
      (differences, alpha) => {
        const isKept = (p: number): boolean => p > alpha;
        const roundings = differences.map(() => 0);
        const [low, high] = estimateSignFlipInterval(differences, isKept, { seed: 0, stream: [0, 1], roundings });
        const p = (shift: number): number => testSignFlips(differences.map((value) => value - shift)).pValue;
        const step = 1e-6;
        fc.pre(high - low > 4 * step);
        expect([p(low + step), p(high - step)].map(isKept)).toEqual([true, true]);
        expect([p(low - step), p(high + step)].map(isKept)).toEqual([false, false]);
      },
    ),
    { numRuns: 50, seed: 7 },
  );
});

test("differences that are all the same have an interval without width by sign flips, and none by t", () => {
  const interval = (n: number) =>
    compareConfigurations([{ first: 0, second: 1, differences: Array(n).fill(0.25) }], 1, ALPHA, 0)[0]!;
  expect(interval(8)).toMatchObject({ test: "sign flips", verdict: "better", interval: [0.25, 0.25] });
  expect(interval(3)).toMatchObject({ test: "paired t", verdict: "not distinguishable", interval: null });
});

test("too few differences for any verdict have an interval without ends", () => {
  const options = { seed: 0, stream: [0, 1], roundings: [0, 0, 0] } as const;
  expect(estimateSignFlipInterval([1, 2, 3], (p) => p > ALPHA, options)).toEqual([-Infinity, Infinity]);
});

test("Holm's factors: m, m - 1, ..., and from the first that is kept on that one's", () => {
  expect(factorsOfHolm([0.3, 0.001, 0.012, 0.02], ALPHA)).toEqual([1, 4, 3, 2]);
  expect(factorsOfHolm([0.3, 0.001, 0.04, 0.02], ALPHA)).toEqual([3, 4, 3, 3]);
  expect(factorsOfHolm([0.001, 0.002], ALPHA)).toEqual([2, 1]);
  expect(factorsOfHolm([0.001, 0.02, 0.001, 0.001], ALPHA)).toEqual([4, 1, 4, 4]);
  expect(factorsOfHolm([0.001, 0.002], ALPHA, 10)).toEqual([10, 9]);
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 0.2, noNaN: true }), { maxLength: 8 }), (p) => {
      const factors = factorsOfHolm(p, ALPHA);
      const rejected = adjustHolm(p).map((adjusted) => adjusted <= ALPHA);
      expect(p.map((value, i) => factors[i]! * value <= ALPHA)).toEqual(rejected);
    }),
  );
});

test("differences that are 0 but for rounding, all on one side of it, leave 0 within where the verdict tells nothing apart", () => {
  const first = [0.1, 0, 0.3, 0.3, 0, 0.3, 0.1];
  const second = [0.1 + 0.2 - 0.2, 0.1 + 0.2 - 0.3, 0.4, 0.6, 0.1, 0.4, 0.1 + 0.2 - 0.2];
  const samples = [first, second].map((values, i) => ({ name: String(i), values }));
  const [told] = rankConfigurations(samples, "max").comparisons;
  expect(told).toMatchObject({ test: "sign flips", verdict: "not distinguishable", interval: [0, expect.anything()] });
  const [least] = rankConfigurations(samples, "min").comparisons;
  expect(least).toMatchObject({ verdict: "not distinguishable", interval: [0, expect.anything()] });
});

test("the largest differences that float64 holds have an interval, four times that of their quarters", () => {
  const differences = [1.7, -1.7, 0.3, 0.9, 1.2, -0.4, 1.1].map((difference) => difference * 1e308);
  const interval = (all: readonly number[]) =>
    compareConfigurations([{ first: 0, second: 1, differences: all }], 1, ALPHA, 0)[0]!.interval!;
  const quarters = interval(differences.map((difference) => difference / 4));
  expect(interval(differences)).toEqual(quarters.map((end) => 4 * end));
});
