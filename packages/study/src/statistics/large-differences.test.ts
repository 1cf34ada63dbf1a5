/** Differences near the largest float64 have the p-values of the same ones in a smaller unit. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assumeRoundings } from "./floating-point/rounding.ts";
import { subtractPairs } from "./pairs/paired-differences.ts";
import { estimatePairedEffects } from "./pairs/paired-effects.ts";
import { testPairedT } from "./pairs/paired-t-test.ts";
import { testSignFlips } from "./pairs/sign-flip-test.ts";
import { testSignedRanks } from "./pairs/signed-rank-test.ts";
import { compareConfigurations } from "./ranking/compare-configurations.ts";
import { rankConfigurations } from "./ranking/rank-configurations.ts";

/**
 * Of whole numbers that float64 holds: the share of the 2^n signs whose sum is as far from 0, counted in whole numbers.
 */
function countOut(differences: readonly number[]): number {
  const whole = differences.map(BigInt);
  const far = (sum: bigint): bigint => (sum < 0n ? -sum : sum);
  const observed = far(whole.reduce((sum, value) => sum + value, 0n));
  let count = 0;
  for (let signs = 0; signs < 2 ** whole.length; signs++) {
    const sum = whole.reduce((total, value, i) => total + ((signs >> i) & 1 ? value : -value), 0n);
    if (far(sum) >= observed) count++;
  }
  return count / 2 ** whole.length;
}

const huge = 2 ** 1023;

describe("p-values", () => {
  test.each([
    [[1e308, 1e308, 1, 2, 3]],
    [[-1e308, -1e308, 1, 2, 3]],
    [[1.5 * huge, 1.5 * huge, 1.5 * huge, -huge, 5, -1]],
    [[huge, huge, -1.25 * huge, huge, 1e305, 1e290, -7]],
    [[1e308, 1e307, 1e306, -1e305, 1e304, 1e303]],
    [Array(12).fill(1.75 * huge)],
    [[1e305, 1e305, 1e305, 1e305, 1e305]],
    [[2e305, 2e305, 2e305, 1, 2]],
  ])("of sign flips of %j are those of an enumeration in whole numbers", (differences) => {
    expect(testSignFlips(differences).pValue).toBe(countOut(differences));
  });

  test("of sign flips where large ones cancel, known to the last bit", () => {
    const differences = [1e308, -1e308, 1, 2, 3];
    expect(testSignFlips(differences, { roundings: [0, 0, 0, 0, 0] }).pValue).toBe(countOut(differences));
  });

  test("of signed ranks by hand: all of one sign, 2 / 2^5", () => {
    for (const differences of [Array(5).fill(1e305), [2e305, 2e305, 2e305, 1, 2], [1e308, 1e308, 1, 2, 3]]) {
      expect(testSignedRanks(differences)).toMatchObject({ pValue: 2 / 32, zeros: 0 });
    }
  });

  test("and effects of all tests, whatever the unit, also of drawn signs", () => {
    const differences = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(differences, fc.constantFrom(2 ** 1000, 2 ** 1012, 2 ** 1020), (values, unit) => {
        const large = values.map((value) => value * unit);
        expect(assumeRoundings(large)).toEqual(assumeRoundings(values).map((rounding) => rounding * unit));
        for (const ask of [testSignFlips, testSignedRanks, testPairedT, estimatePairedEffects]) {
          expect(ask(large)).toEqual(ask(values));
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("configurations", () => {
  test("of which two runs exploded are ranked", () => {
    const { order, comparisons } = rankConfigurations(
      [
        { name: "a", values: [1e308, 1e308, 0.1, 0.2, 0.3, 0.4] },
        { name: "b", values: [0.2, 0.3, 0.05, 0.1, 0.2, 0.3] },
      ],
      "min",
    );
    expect(order.map(({ name }) => name)).toEqual(["b", "a"]);
    expect(comparisons[0]).toMatchObject({ signFlips: { p: 2 / 64 }, signedRanks: { p: 2 / 64 }, verdict: "better" });
  });

  const first = [1.5, -0.25, 1.75, 1, 1.25, -1];
  const second = [-1.5, -0.5, -1.75, 0.5, -1, -0.5];
  const rank = (unit: number, goal: "min" | "max") =>
    rankConfigurations(
      [first, second].map((values, i) => ({ name: `${i}`, values: values.map((value) => value * unit) })),
      goal,
    ).comparisons[0]!;

  test.each(["min", "max"] as const)(
    "whose difference is beyond float64 are told apart as in a smaller unit: %s",
    (goal) => {
      const [large, small] = [rank(huge, goal), rank(1, goal)];
      const { meanDifference, interval, ...rest } = small;
      expect(large).toMatchObject(rest);
      expect(large.meanDifference).toBe(meanDifference! * huge);
      expect(large.interval).toEqual(interval!.map((end) => end * huge));
    },
  );

  test("a difference that float64 does not hold is told in words", () => {
    expect(() => subtractPairs([1, 1.5e308], [1, -1.5e308])).toThrow(
      "Cannot pair runs: first[1] - second[1], 1.5e+308 - -1.5e+308, is beyond float64",
    );
    expect(() =>
      compareConfigurations([{ first: 0, second: 1, differences: [1, Number.POSITIVE_INFINITY] }], 1, 0.05, 0),
    ).toThrow("differences[1] is Infinity");
  });
});
