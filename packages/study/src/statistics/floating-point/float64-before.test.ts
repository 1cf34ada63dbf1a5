import fc from "fast-check";
import { expect, test } from "vitest";
import { float64Before } from "./float64-before.ts";

test.each([
  [1, 1 - 2 ** -53],
  [1.5, 1.5 - 2 ** -52],
  [-1, -1 - 2 ** -52],
  [-0.5, -0.5 - 2 ** -53],
  [0, -Number.MIN_VALUE],
  [-0, -Number.MIN_VALUE],
  [Number.MIN_VALUE, 0],
  [2 ** -1022, 2 ** -1022 - 2 ** -1074],
  [-Number.MIN_VALUE, -2 * Number.MIN_VALUE],
  [Number.MAX_VALUE, Number.MAX_VALUE - 2 ** 971],
])("before %d comes %d", (value, before) => {
  expect(float64Before(value)).toBe(before);
});

test("nothing lies between a number and the one before it", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e308 }), (value) => {
      const before = float64Before(value);
      expect(before).toBeLessThan(value);
      const middle = before / 2 + value / 2;
      expect(middle === before || middle === value || (middle === 0 && value === 0)).toBe(true);
    }),
  );
});
