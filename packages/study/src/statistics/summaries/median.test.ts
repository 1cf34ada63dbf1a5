import fc from "fast-check";
import { expect, test } from "vitest";
import { median, quantile } from "./median.ts";

test("the middle one, or the mean of the two in the middle; the order does not matter", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([10, 2, 4, 1])).toBe(3);
  expect(median([7])).toBe(7);
  expect(median([])).toBeNaN();
});

test("quantiles as NumPy's default gives them", () => {
  expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
  expect(quantile([1, 2, 3, 4], 0)).toBe(1);
  expect(quantile([1, 2, 3, 4], 1)).toBe(4);
  expect(quantile([10, 0, 5], 0.9)).toBe(9);
});

test("infinite values have their place; what has none is refused", () => {
  expect(median([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 1])).toBe(Number.POSITIVE_INFINITY);
  expect(median([Number.NEGATIVE_INFINITY, 1, 2])).toBe(1);
  expect(median([1, Number.NEGATIVE_INFINITY])).toBe(Number.NEGATIVE_INFINITY);
  expect(median([-Number.MAX_VALUE, Number.MAX_VALUE])).toBe(0);
  expect(median([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY])).toBeNaN();
  expect(() => median([1, Number.NaN])).toThrow("a value is NaN");
  expect(() => quantile([1], 1.5)).toThrow("probability is 1.5");
});

test("as many values below the median as above it", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), (values) => {
      const middle = median(values);
      expect(middle).not.toBeNaN();
      const below = values.filter((value) => value < middle).length;
      const above = values.filter((value) => value > middle).length;
      expect(below).toBeLessThanOrEqual(values.length / 2);
      expect(above).toBeLessThanOrEqual(values.length / 2);
    }),
    { numRuns: 1000 },
  );
});
