import fc from "fast-check";
import { expect, test } from "vitest";
import { exactNumber } from "./exact-number.ts";

test("every finite double reads back as it was, sign of zero included", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (figure) => {
      expect(Object.is(JSON.parse(exactNumber(figure)!), figure)).toBe(true);
    }),
  );
});

test("zeros, and what is not finite", () => {
  expect([0, -0, Number.NaN, Infinity, -Infinity].map(exactNumber)).toEqual(["0", "-0.0", null, null, null]);
});
