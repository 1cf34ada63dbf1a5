import fc from "fast-check";
import { compareEpochs, describeReached, reachedEpochs } from "study/statistics";
import { expect, test } from "vitest";
import { reachAt } from "../../../test/invented-results.ts";
import { describeDifference, judgeSlower } from "./judge-slower.ts";

const ACCURACY = 0.95;

/** [epoch at which it is reached, epochs trained] of each run */
function compare(first: readonly [number, number][], second: readonly [number, number][]) {
  const curves = (runs: readonly [number, number][]) => runs.map(([epoch, trained]) => reachAt(epoch, trained));
  return compareEpochs(curves(first), curves(second), ACCURACY);
}

test("equal curves never differ, however much longer one of them is trained", () => {
  const run = fc.record({ epoch: fc.integer({ min: 1, max: 60 }), short: fc.integer({ min: 1, max: 50 }) });
  fc.assert(
    fc.property(fc.array(run, { minLength: 1, maxLength: 5 }), fc.nat(30), (runs, more) => {
      const comparison = compare(
        runs.map(({ epoch, short }) => [epoch, short + more]),
        runs.map(({ epoch, short }) => [epoch, short]),
      );
      for (const difference of comparison.differences) expect([0, null]).toContain(difference);
      expect(judgeSlower(comparison)).toBe("inconclusive");
    }),
  );
});

test("what is reached after the horizon is not there: the difference is the least it can be", () => {
  const comparison = compare(
    [
      [20, 24],
      [18, 24],
    ],
    [
      [8, 14],
      [8, 14],
    ],
  );
  expect(comparison.differences).toEqual([7, 7]);
  expect(judgeSlower(comparison)).toBe("holds");
  expect(describeReached(comparison.first)).toBe("more than 14 (2 of 2 runs did not get there in 14 epochs)");
  expect(describeDifference(comparison)).toBe("at least 7.0 [7.0, 7.0]");
});

test("a pair in which neither is there tells nothing, and leaves the order open", () => {
  const first: [number, number][] = [
    [9, 20],
    [9, 20],
    [99, 20],
  ];
  const second: [number, number][] = [
    [3, 20],
    [3, 20],
    [99, 20],
  ];
  const comparison = compare(first, second);
  expect(comparison.differences).toEqual([6, 6, null]);
  expect(comparison.meanDifference).toBe(6);
  expect(judgeSlower(comparison)).toBe("inconclusive");
  expect(describeDifference(comparison)).toContain("without 1 of 3 pairs in which neither gets there");
  expect(describeReached(comparison.second)).toBe("at least 9.0 (1 of 3 runs did not get there in 20 epochs)");
  expect(describeDifference(compare(second.slice(2), first.slice(2)))).toBe("unknown: neither gets there in any pair");
});

test("the second's missing runs bound the difference from above, both sides' leave it as counted", () => {
  const runs: [number, number][] = [
    [5, 10],
    [5, 10],
  ];
  expect(
    describeDifference(
      compare(
        runs,
        runs.map(() => [99, 10]),
      ),
    ),
  ).toBe("at most -6.0 [-6.0, -6.0]");
  const mixed = compare(
    [
      [5, 10],
      [99, 10],
    ],
    [
      [99, 10],
      [5, 10],
    ],
  );
  expect(describeDifference(mixed)).toContain("up to epoch 11 0.0");
  expect(
    judgeSlower(
      compare(
        runs,
        runs.map(() => [99, 10]),
      ),
    ),
  ).toBe("fails");
});

test("one pair has no interval; runs that all get there are told by their mean", () => {
  expect(describeDifference(compare([[7, 10]], [[5, 10]]))).toBe("2.0 [no interval from one pair]");
  expect(describeReached(reachedEpochs([reachAt(3, 5), reachAt(4, 5)], ACCURACY))).toBe("3.5");
});
