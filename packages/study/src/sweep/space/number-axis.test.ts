import fc from "fast-check";
import { expect, test } from "vitest";
import { range } from "../../../test/sweep-experiment.ts";
import { float64Before } from "../../statistics/floating-point/float64-before.ts";
import { drawValue } from "./draw-assignment.ts";
import type { NumberParameter } from "./number-axis.ts";

/** Shares of [0, 1), the ends of it often. */
const shares = fc.oneof(fc.constantFrom(0, 2 ** -53, 1 - 2 ** -53), fc.double({ min: 0, max: 1, maxExcluded: true }));
const positive = fc.oneof(fc.constantFrom(5e-324, 1e-310, 0.5, 1, 2), fc.double({ min: 1e-9, max: 1e6, noNaN: true }));
const bounds = fc
  .tuple(positive, positive)
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
  .filter(([low, high]) => low < high);

test("what is drawn is in the range: low may be, high not", () => {
  fc.assert(
    fc.property(shares, bounds, fc.constantFrom("uniform", "log-uniform"), (u, [low, high], kind) => {
      const value = Number(drawValue(range(kind, low, high) as NumberParameter, u));
      expect(value).toBeGreaterThanOrEqual(low);
      expect(value).toBeLessThan(high);
    }),
    { numRuns: 2000 },
  );
});

test("so it is below and around 0, and in ranges of a few numbers", () => {
  const any = fc.oneof(
    fc.constantFrom(0, -1, 1, -2, -5e-324, 5e-324, -1e-310),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  );
  const near = fc.tuple(any, fc.constantFrom(1, 2, 3)).map(([high, steps]) => {
    let low = high;
    for (let i = 0; i < steps; i++) low = float64Before(low);
    return [low, high] as const;
  });
  const far = fc.tuple(any, any).filter(([low, high]) => low < high);
  fc.assert(
    fc.property(shares, fc.oneof(near, far), (u, [low, high]) => {
      const value = Number(drawValue(range("uniform", low, high), u));
      expect(value).toBeGreaterThanOrEqual(low);
      expect(value).toBeLessThan(high);
    }),
    {
      numRuns: 2000,
      examples: [
        [1 - 2 ** -53, [-2, -1]],
        [1 - 2 ** -53, [-5e-324, 0]],
      ],
    },
  );
});

test("the last share of a range is rounded up to its end, and taken back to the number before", () => {
  expect(drawValue(range("uniform", 1, 1.5), 1 - 2 ** -53)).toBe(1.5 - 2 ** -52);
  expect(drawValue(range("uniform", -1, 0), 1 - 2 ** -53)).toBe(-(2 ** -53));
});

test("whole numbers: each has the same share of [0, 1), both ends are drawn", () => {
  const draw = (u: number) => drawValue(range("integer", -1, 2), u);
  expect([0, 0.2499, 0.25, 0.4999, 0.5, 0.75, 1 - 2 ** -53].map(draw)).toEqual([-1, -1, 0, 0, 1, 2, 2]);
});
