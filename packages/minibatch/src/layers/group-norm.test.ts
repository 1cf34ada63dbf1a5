/** Groups that do not divide the channels: the refusal names the nearest that do, however many there are. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { defineModel } from "../index.ts";

function refusal(inputs: number | readonly number[], groups: number): string {
  try {
    defineModel({
      inputs,
      layers: [{ kind: "flatten" }, { kind: "group-norm", groups }, { kind: "dense", units: 2 }],
      loss: "mean-squared-error",
    });
  } catch (error) {
    return (error as Error).message;
  }
  return "taken";
}

test("the nearest divisors below and above", () => {
  expect(refusal(12, 5)).toMatch(/^layers\[1\]\.groups: cannot be 5.*; use 4 or 6$/);
  expect(refusal(12, 32)).toMatch(/; use 12$/);
  expect(refusal(12, 6)).toBe("taken");
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 420 }), (C, groups) => {
      const divisors = Array.from({ length: C }, (_, i) => i + 1).filter((n) => C % n === 0);
      const near = [divisors.findLast((n) => n < groups), divisors.find((n) => n > groups)];
      const fix = near.filter((n) => n !== undefined).join(" or ");
      expect(refusal(C, groups)).toMatch(divisors.includes(groups) ? /^taken$/ : new RegExp(`; use ${fix}$`));
    }),
  );
});

test("of rows no machine has room for, in a moment", () => {
  expect(refusal([999_983, 999_979], 17)).toMatch(/; use 1 or 999979$/);
  expect(refusal([999_983, 999_979, 999_961], 17)).toMatch(/^layers\[1\]\.groups: cannot be 17.*; use \d+ or \d+$/);
});
