/** The edges of the tests of paired differences; their figures are checked in pairs.golden.test.ts. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../minibatch/test/expect-close.ts";
import { normalTail } from "../distributions/normal-tail.ts";
import { adjustHolm } from "./holm.ts";
import { rankMagnitudes } from "./midranks.ts";
import { estimatePairedEffects } from "./paired-effects.ts";
import { testPairedT } from "./paired-t-test.ts";
import { testSignedRanks } from "./signed-rank-test.ts";

describe("signed ranks", () => {
  test("Wilcoxon's zeros are left out and told; nothing but zeros gives 1", () => {
    expect(testSignedRanks([0, 0, 1, 2, -3])).toEqual({
      positive: 3,
      negative: 3,
      count: 3,
      zeros: 2,
      tied: false,
      pValue: 1,
      method: "exact",
    });
    expect(testSignedRanks([0, 0])).toMatchObject({ count: 0, zeros: 2, pValue: 1 });
  });

  test("all of one sign give the smallest p, 2 / 2^n, ties or not", () => {
    expect(testSignedRanks([1, 2, 3, 4, 5, 6]).pValue).toBe(2 / 64);
    expect(testSignedRanks([-1, -1, -1, -1, -1, -1])).toMatchObject({ pValue: 2 / 64, tied: true });
  });

  test("at 100 the exact p and the normal one of 101 are close", () => {
    const differences = Array.from({ length: 101 }, (_, i) => (i % 3 === 0 ? -1 : 1) * (i + 1));
    const exact = testSignedRanks(differences.slice(1));
    const normal = testSignedRanks(differences);
    expect([exact.method, normal.method]).toEqual(["exact", "normal"]);
    expect(Math.abs(Math.log(exact.pValue / normal.pValue))).toBeLessThan(0.3);
  });

  test("ranks by hand; what differs by rounding is a tie", () => {
    expect(rankMagnitudes([3, 1, 2, 1])).toEqual({ ranks: [4, 1.5, 3, 1.5], groups: [2, 1, 1] });
    expect(rankMagnitudes([0.3 - 0.2, 0.2 - 0.1, 0.5]).ranks).toEqual([1.5, 1.5, 3]);
  });
});

test("the t-test has no answer where nothing scatters", () => {
  expect(testPairedT([0.3])).toBeNull();
  expect(testPairedT([0, 0, 0])).toBeNull();
  expect(testPairedT([0.3 - 0.2, 0.2 - 0.1, 0.1])).toBeNull();
});

test("effects that cannot be told are null, never infinite", () => {
  expect(estimatePairedEffects([0, 0, 0])).toEqual({
    cohensD: null,
    hedgesG: null,
    rankBiserial: null,
    won: 0,
    tied: 1,
  });
  expect(estimatePairedEffects([2, 2])).toEqual({ cohensD: null, hedgesG: null, rankBiserial: 1, won: 1, tied: 0 });
  const two = estimatePairedEffects([1, 3]);
  expectClose(two.cohensD!, Math.SQRT2, { rel: 1e-15 });
  expect(two.hedgesG).toBeNull();
  expect(() => estimatePairedEffects([])).toThrow("there are 0 pairs");
});

test("Holm: in its own order, never below p, above 1 or out of order", () => {
  expect(adjustHolm([0.04, 0.01, 0.03])).toEqual([0.06, 0.03, 0.06]);
  expect(adjustHolm([])).toEqual([]);
  expect(adjustHolm([0.04, 0.01], 4)).toEqual(adjustHolm([0.04, 0.01, 1, 1]).slice(0, 2));
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }), (p) => {
      const adjusted = adjustHolm(p);
      p.forEach((value, i) => {
        expect(adjusted[i]).toBeGreaterThanOrEqual(value);
        expect(adjusted[i]).toBeLessThanOrEqual(1);
        p.forEach((other, j) => {
          if (value <= other) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]!);
        });
      });
    }),
  );
  expect(() => adjustHolm([0.1, Number.NaN])).toThrow("one is NaN; each needs to be in 0 .. 1");
});

test("the normal tail refuses what it is not made for", () => {
  expect(() => normalTail(-1)).toThrow("z is -1");
  expect(() => normalTail(Number.NaN)).toThrow("z is NaN");
});

test("differences so small that their mean would vanish are tested as larger ones of the same pattern", () => {
  const large = testPairedT([0, 0, -5, 0])!;
  const tiny = testPairedT([0, 0, -5e-324, 0])!;
  expect(tiny.pValue).toBeCloseTo(large.pValue, 12);
  expect(tiny.t).toBeCloseTo(-1, 12);
});
