/** What differs by the rounding of the numbers it was made of is equal, whatever the other figures are. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../minibatch/test/expect-close.ts";
import { rankMagnitudes } from "../pairs/midranks.ts";
import { estimatePairedEffects } from "../pairs/paired-effects.ts";
import { testPairedT } from "../pairs/paired-t-test.ts";
import { testSignFlips } from "../pairs/sign-flip-test.ts";
import { testSignedRanks } from "../pairs/signed-rank-test.ts";
import { rankConfigurations } from "../ranking/rank-configurations.ts";
import { areEqual, assumeRoundings, roundingOf } from "./rounding.ts";

/** P-value of the sign flips in whole numbers. */
function countOut(differences: readonly bigint[]): number {
  let sums = [0n];
  for (const difference of differences) sums = sums.flatMap((sum) => [sum + difference, sum - difference]);
  const far = (sum: bigint): bigint => (sum < 0n ? -sum : sum);
  const observed = far(differences.reduce((sum, difference) => sum + difference, 0n));
  return sums.filter((sum) => far(sum) >= observed).length / sums.length;
}

describe("sign flips", () => {
  test("the examples: an exploded run beside small differences", () => {
    expect(testSignFlips([1e9, 0.05, 0.04, 0.03, 0.02, 0.01]).pValue).toBe(0.03125);
    expect(testSignFlips([0.05, 0.04, 0.03, 0.02, 0.01, 1e308]).pValue).toBe(0.03125);
    expect(testSignFlips([1e9, 1e9, -0.05, -0.04, -0.03, 0.02]).pValue).toBe(0.46875);
  });

  test("mixed magnitudes, doubles of 2^-30 to 2^30: as counted in whole numbers", () => {
    const mixed = fc
      .tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 0, max: 60 }))
      .map(([digit, power]) => BigInt(digit) << BigInt(power));
    fc.assert(
      fc.property(fc.array(mixed, { minLength: 1, maxLength: 11 }), (values) => {
        const differences = values.map((value) => Number(value) * 2 ** -30);
        // where large ones cancel but for a rounding of theirs, the doubles are no judge
        fc.pre(values.every((value) => value === 0n) || !hidesInRounding(values));
        expectClose(testSignFlips(differences).pValue, countOut(values), { rel: 1e-15 });
      }),
    );
  });

  test("the same in every unit, and drawn as counted", () => {
    const differences = [1e9, -0.05, 0.04, 0.03, 0.02, 0.01, -3, 1e-7];
    const { pValue } = testSignFlips(differences);
    for (const power of [-900, -40, 40, 900]) {
      expect(testSignFlips(differences.map((difference) => difference * 2 ** power)).pValue).toBe(pValue);
    }
    const many = [...differences, ...Array.from({ length: 18 }, (_, i) => (i % 3 === 0 ? -1 : 1) * 1e-12 * (i + 1))];
    const drawn = testSignFlips(many, { draws: 40_000, seed: 2 });
    expect(drawn.method).toBe("Monte Carlo");
    const counted = testSignFlips(many.slice(0, 24)).pValue;
    expectClose(drawn.pValue, counted, { abs: 0.02 });
  });

  /** Whether some of the values sum up to less than the rounding of the largest among them, but not to 0. */
  function hidesInRounding(values: readonly bigint[]): boolean {
    const size = (value: bigint): bigint => (value < 0n ? -value : value);
    let subsets: (readonly [sum: bigint, total: bigint])[] = [[0n, 0n]];
    for (const value of values) {
      subsets = subsets.flatMap(([sum, total]) => [
        [sum, total],
        [sum + value, total + size(value)],
      ]);
    }
    return subsets.some(([sum, total]) => sum !== 0n && size(sum) << 30n < total);
  }
});

describe("ties", () => {
  // differences of accuracies of so many rows: whole numbers over their number
  test.each([480, 10_000, 60_000])("accuracies of %i rows tie as their counts do", (rows) => {
    const counts = fc.array(fc.tuple(fc.integer({ min: 0, max: rows }), fc.integer({ min: -4, max: 4 })), {
      minLength: 2,
      maxLength: 10,
    });
    fc.assert(
      fc.property(counts, (pairs) => {
        const whole = pairs.map(([count, more]) => [Math.max(0, Math.min(rows, count + more)), count] as const);
        const exact = whole.map(([first, second]) => first - second);
        fc.pre(exact.some((difference) => difference !== 0));
        const rounded = whole.map(([first, second]) => first / rows - second / rows);
        const roundings = whole.map(([first, second]) => roundingOf(first / rows, second / rows));
        for (const known of [undefined, roundings]) {
          expect(testSignFlips(rounded, known && { roundings: known }).pValue).toBe(testSignFlips(exact).pValue);
          expect(testSignedRanks(rounded, known)).toEqual(testSignedRanks(exact));
          expect(testPairedT(rounded, known) === null).toBe(testPairedT(exact) === null);
          expect(estimatePairedEffects(rounded, known)).toMatchObject({
            won: estimatePairedEffects(exact).won,
            tied: estimatePairedEffects(exact).tied,
          });
        }
      }),
    );
  });

  test(".1 + .2 and .3 are equal where both are known: a pair at 0, not won by either", () => {
    const names = ["sum", "three"] as const;
    const [sum, three] = [
      [0.1 + 0.2, 0.7 + 0.1, 0.5, 0.25],
      [0.3, 0.8, 0.4, 0.25],
    ];
    const [pair] = rankConfigurations(
      [
        { name: names[0], values: sum },
        { name: names[1], values: three },
      ],
      "max",
    ).comparisons;
    expect(pair).toMatchObject({ first: 0, effects: { won: 0.25, tied: 0.75 }, signFlips: { p: 1 } });
  });

  test("an exploded run is no measure for the ties of others", () => {
    expect(rankMagnitudes([1e9, 0.3 - 0.2, 0.2 - 0.1, 0.11]).ranks).toEqual([4, 1.5, 1.5, 3]);
    expect(testSignedRanks([1e6, -0.0009, -0.0008, -0.0007, -0.0006, 0.0001]).pValue).toBe(0.5625);
    expect(testPairedT([1e12, 0.1, 0.2])).not.toBeNull();
    // and its own differences are known no better than it is
    expect(rankMagnitudes([1, 2, 3], [1e-15, 0.6, 0.6]).groups).toEqual([1, 2]);
  });
});

test("rounding is some units in the last place of the larger operand; without operands it takes them from the difference", () => {
  expect(roundingOf(-3, 1)).toBe(3 * 2 ** -49);
  expect(assumeRoundings([0, 1, -2, 1e12])).toEqual([0, 2 ** -36, 2 ** -35, 2 ** -49 * 1e12]);
  expect([areEqual([0.3, 0.1 + 0.2, 0.3]), areEqual([1, 1 + 1e-12]), areEqual([]), areEqual([5])]).toEqual([
    true,
    false,
    true,
    true,
  ]);
});
