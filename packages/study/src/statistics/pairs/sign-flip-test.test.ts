import fc from "fast-check";
import { expect, test } from "vitest";
import { expectClose } from "../../../../minibatch/test/expect-close.ts";
import { repeatsToTell } from "./choose-test.ts";
import { smallestSignFlipP, testSignFlips } from "./sign-flip-test.ts";

/** P(|sum of +-k| >= least), counted by adding one whole number at a time. */
function countOut(differences: readonly number[]): number {
  let probabilities = new Map([[0, 1]]);
  for (const difference of differences) {
    const next = new Map<number, number>();
    for (const [sum, probability] of probabilities) {
      for (const to of [sum - difference, sum + difference]) next.set(to, (next.get(to) ?? 0) + probability / 2);
    }
    probabilities = next;
  }
  const observed = Math.abs(differences.reduce((sum, difference) => sum + difference, 0));
  return [...probabilities].reduce((p, [sum, probability]) => p + (Math.abs(sum) >= observed ? probability : 0), 0);
}

test("exact p of whole numbers up to 24 of them, whatever their unit: rounding breaks no tie", () => {
  const differences = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 24 });
  fc.assert(
    fc.property(differences, fc.constantFrom(1, 0.1, 1 / 60_000), (values, unit) => {
      const { pValue, method } = testSignFlips(values.map((value) => value * unit));
      expectClose(pValue, countOut(values), { rel: 1e-12 });
      expect(method).toBe("exact");
    }),
    { numRuns: 200 },
  );
});

test("above 24 signs are drawn: within 5 sd of the exact p, by the seed, and never 0", () => {
  const differences = Array.from({ length: 45 }, (_, i) => ((i * 7) % 11) - 4);
  const exact = countOut(differences);
  const result = testSignFlips(differences, { seed: 3, draws: 20_000 });
  expect(result.method).toBe("Monte Carlo");
  expect(exact).toBeGreaterThan(0.01);
  expectClose(result.pValue, exact, { abs: 5 * Math.sqrt((exact * (1 - exact)) / 20_000) });
  expect(testSignFlips(differences, { seed: 3, draws: 20_000 })).toEqual(result);
  expect(testSignFlips(differences, { seed: 4, draws: 20_000 }).pValue).not.toBe(result.pValue);
  expect(testSignFlips(Array(40).fill(1), { draws: 99 })).toEqual({
    pValue: 0.01,
    smallest: 0.01,
    method: "Monte Carlo",
  });
});

test("the smallest p is reached when all are of one sign; no difference at all gives 1", () => {
  for (const n of [1, 2, 6, 10, 24]) {
    expect(testSignFlips(Array(n).fill(-0.3)).pValue).toBe(smallestSignFlipP(n));
    expect(smallestSignFlipP(n)).toBe(2 / 2 ** n);
  }
  expect(testSignFlips([0, 0, 0]).pValue).toBe(1);
  expect(testSignFlips([]).pValue).toBe(1);
});

test("repeats with which sign flips can tell, by hand: 2/2^6 <= 0.05 < 2/2^5, and 2/2^11 * 45 <= 0.05", () => {
  expect(repeatsToTell(1, 0.05)).toBe(6);
  expect(repeatsToTell(45, 0.05)).toBe(11);
  expect(repeatsToTell(1, 0.5)).toBe(2);
});
