import fc from "fast-check";
import { expect, test } from "vitest";
import { findMedian, medianOf, quantileOf, sortNumbers } from "./quantiles.ts";

const numbers = fc.array(fc.oneof(fc.double(), fc.constantFrom(0, -0, 1, 1, 2)), { maxLength: 60 });

test("the median is found without sorting, in any order, with ties and missing numbers", () => {
  fc.assert(
    fc.property(numbers, (list) => {
      const values = Float64Array.from(list);
      const median = medianOf(sortNumbers(values));
      // 0 and -0 are one, and may stand in either order
      expect(findMedian(values) + 0).toBe(median + 0);
      expect(values).toEqual(Float64Array.from(list));
    }),
    { numRuns: 2000 },
  );
});

test("many numbers in an order that is bad for it take no longer than sorting", () => {
  const count = 200_000;
  // an organ pipe: a middle of three is always near an end
  const pipe = Float64Array.from({ length: count }, (_, i) => Math.min(i, count - i));
  expect(findMedian(pipe)).toBe(medianOf(sortNumbers(pipe)));
  expect(findMedian(new Float64Array(count).fill(7))).toBe(7);
});

test("of none there is none", () => {
  expect([
    findMedian(new Float64Array(0)),
    medianOf(new Float64Array(0)),
    quantileOf(new Float64Array(0), 0.5),
  ]).toEqual([NaN, NaN, NaN]);
});
