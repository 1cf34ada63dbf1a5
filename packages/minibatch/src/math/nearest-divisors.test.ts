import fc from "fast-check";
import { expect, test } from "vitest";
import { nearestDivisors } from "./nearest-divisors.ts";

test("are those that trying every number finds", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 420 }), (n, to) => {
      const divisors = Array.from({ length: n }, (_, i) => i + 1).filter((i) => n % i === 0);
      const near = [divisors.findLast((i) => i < to), divisors.find((i) => i >= to)];
      expect(nearestDivisors(n, to)).toEqual(near.filter((i) => i !== undefined));
    }),
  );
});

test.each([
  [999_999_999_989, 8e11, [1, 999_999_999_989]],
  [999_983 * 999_979, 17, [1, 999_979]],
  [2 ** 52, 3, [2, 4]],
])("of %i near %i, in a moment", (n, to, near) => {
  expect(nearestDivisors(n, to)).toEqual(near);
});
