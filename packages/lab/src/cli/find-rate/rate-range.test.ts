import fc from "fast-check";
import { expect, test } from "vitest";
import { growthOf, judgeRates, watchLosses } from "./rate-range.ts";

const range = { from: 1e-6, to: 1, steps: 121 };
const rates = Array.from({ length: range.steps }, (_, i) => range.from * growthOf(range, Math.pow) ** i);
/** 2.3 below 1e-4, falls to .3 around 1e-2, rises from 1e-1 on; steepest at 1e-3 */
const falling = (rate: number): number => {
  const fall = 2 / (1 + (rate / 1e-3) ** 1.5);
  return 0.3 + fall + Math.max(0, rate - 0.1) * 20;
};

test("the last rate is the one that was asked for", () => {
  expect(rates.at(-1)).toBeCloseTo(1, 12);
});

test("where the loss falls fastest over the rate's logarithm is suggested, and the lowest told", () => {
  const { suggestion, lowest, diverges, remark } = judgeRates(rates, rates.map(falling), false, range);
  expect(suggestion).toBeGreaterThan(0.0008);
  expect(suggestion).toBeLessThan(0.0013);
  expect(lowest).toBeGreaterThan(0.02);
  expect(lowest).toBeLessThan(0.2);
  expect([diverges, remark]).toEqual([null, null]);
});

test("losses that vary from batch to batch move the suggestion by less than a factor of three", () => {
  const noise = fc.array(fc.double({ min: -0.15, max: 0.15, noNaN: true }), {
    minLength: range.steps,
    maxLength: range.steps,
  });
  fc.assert(
    fc.property(noise, (around) => {
      const { suggestion } = judgeRates(
        rates,
        rates.map((rate, i) => falling(rate) + around[i]!),
        false,
        range,
      );
      expect(suggestion).toBeGreaterThan(0.00033);
      expect(suggestion).toBeLessThan(0.0031);
    }),
  );
});

test("a suggestion lies within the rates, below the lowest loss", () => {
  const losses = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 10, maxLength: 60 });
  fc.assert(
    fc.property(losses, fc.boolean(), (given, isCut) => {
      const { points, suggestion, lowest } = judgeRates(rates, given, isCut, range);
      expect(points).toHaveLength(given.length);
      if (suggestion === null || lowest === null) return;
      expect(suggestion).toBeGreaterThanOrEqual(rates[0]! * 0.9);
      expect(suggestion).toBeLessThanOrEqual(lowest * 1.1);
    }),
  );
});

test("what cannot be told is said: a flat loss, one that only rises, one that is not finite at once", () => {
  const flat = judgeRates(
    rates,
    rates.map((_, i) => 2.3 + (i % 2) * 0.01),
    false,
    range,
  );
  expect(flat.suggestion).toBeNull();
  expect(flat.remark).toContain("does not fall at any of these rates");
  const rising = judgeRates(
    rates,
    rates.map((_, i) => 2.3 + i),
    true,
    range,
  );
  expect(rising.suggestion).toBeNull();
  expect(rising.remark).toContain("begin with a smaller rate");
  const broken = judgeRates(rates, [2.3, Number.NaN], true, range);
  expect([broken.suggestion, broken.lowest]).toEqual([null, null]);
  expect(broken.remark).toContain("finite for 1 steps only");
  expect(broken.diverges).toBe(rates[1]);
});

test("a loss that still falls at the last rate is told to", () => {
  const { suggestion, remark } = judgeRates(
    rates,
    rates.map((_, i) => 3 - i / 100),
    false,
    range,
  );
  expect(suggestion).not.toBeNull();
  expect(remark).toContain("still falling");
});

/** Whether it stops at the last of them. */
function hasDiverged(losses: readonly number[]): boolean {
  return losses.map(watchLosses()).at(-1) ?? false;
}

test("it ends where the loss is several times its lowest, or not finite, and not for one bad batch", () => {
  expect(hasDiverged([])).toBe(false);
  expect(hasDiverged([1, Number.NaN])).toBe(true);
  expect(hasDiverged([1, Number.POSITIVE_INFINITY])).toBe(true);
  const calm = new Array(20).fill(1);
  expect(hasDiverged([...calm, 9])).toBe(false);
  expect(hasDiverged([...calm, 5, 5, 5, 5, 5])).toBe(true);
  // low losses may vary by more than that: never below where it began
  expect(hasDiverged([3, ...calm.map(() => 0.01), 0.1, 0.1, 0.1, 0.1, 0.1])).toBe(false);
});

test("it is what all means of five say, again after every loss", () => {
  const says = (losses: readonly number[]): boolean => {
    if (!Number.isFinite(losses.at(-1))) return true;
    if (losses.length < 10) return false;
    const means = losses.slice(4).map((_, i) => losses.slice(i, i + 5).reduce((sum, loss) => sum + loss, 0) / 5);
    return means.at(-1)! > 4 * Math.min(...means) && means.at(-1)! > losses[0]!;
  };
  const losses = fc.array(fc.oneof(fc.double({ min: 0, max: 10 }), fc.double({ min: 0, max: 0.1 })), { maxLength: 60 });
  fc.assert(
    fc.property(losses, (given) => {
      const watch = watchLosses();
      expect(given.map(watch)).toEqual(given.map((_, i) => says(given.slice(0, i + 1))));
    }),
  );
});
