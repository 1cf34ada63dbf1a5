import fc from "fast-check";
import { createNormalSource, createStream } from "minibatch";
import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../minibatch/test/expect-close.ts";
import { adjustHolm } from "../pairs/holm.ts";
import { testPairedT } from "../pairs/paired-t-test.ts";
import { type ConfigurationSample, rankConfigurations } from "./rank-configurations.ts";

function sample(name: string, values: readonly (number | null)[]): ConfigurationSample {
  return { name, values };
}

/** repeats 0 .. n-1 of a base figure with the repeat's own luck, shared by all, and a little of the configuration's */
function draw(name: string, level: number, n: number, own: (repeat: number) => number): ConfigurationSample {
  return sample(
    name,
    Array.from({ length: n }, (_, repeat) => level + Math.sin(repeat * 12.9898) + own(repeat)),
  );
}

const noise = (phase: number) => (repeat: number) => 0.05 * Math.sin(repeat * 78.233 + phase);

describe("three configurations at ten seeds, one clearly worse", () => {
  const samples = [
    draw("low", 0.5, 10, noise(1)),
    draw("high", 0.9, 10, noise(2)),
    draw("high too", 0.9, 10, noise(4)),
  ];

  test("more is better: order, verdicts by sign flips, letters", () => {
    const ranking = rankConfigurations(samples, "max");
    expect(ranking.order.map(({ name }) => name)[2]).toBe("low");
    expect(ranking.order.map(({ letters }) => letters)).toEqual([["a"], ["a"], ["b"]]);
    expect(ranking.compared).toBe("all pairs");
    // 2 / 2^7 * 3 = 0.047
    expect(ranking.repeatsToTell).toBe(7);
    for (const { second, test: used, verdict, verdictP, signFlips, meanDifference, pairs } of ranking.comparisons) {
      expect(used).toBe("sign flips");
      expect(pairs).toBe(10);
      expect(verdictP).toEqual(signFlips);
      expect(verdict).toBe(second === 0 ? "better" : "not distinguishable");
      if (second === 0) expectClose(meanDifference!, 0.4, { abs: 0.05 });
    }
    const low = ranking.comparisons.filter(({ second }) => second === 0);
    // all ten differences of one sign: 2 / 2^10, times 3 and times 2 by Holm, who lets no p fall below an earlier one
    expect(low.map(({ signFlips }) => signFlips)).toEqual([
      { p: 2 / 1024, adjusted: 6 / 1024 },
      { p: 2 / 1024, adjusted: 6 / 1024 },
    ]);
    expect(low.map(({ signedRanks }) => signedRanks!.p)).toEqual([2 / 1024, 2 / 1024]);
    expect(low.map(({ effects }) => effects!.rankBiserial)).toEqual([1, 1]);
  });

  test("less is better: the order is turned round, the differences are positive where the first is better", () => {
    const ranking = rankConfigurations(samples, "min");
    expect(ranking.order[0]!.name).toBe("low");
    expect(ranking.order.map(({ letters }) => letters)).toEqual([["a"], ["b"], ["b"]]);
    for (const { first, verdict, meanDifference } of ranking.comparisons) {
      expect(verdict).toBe(first === 0 ? "better" : "not distinguishable");
      if (first === 0) expectClose(meanDifference!, 0.4, { abs: 0.05 });
    }
  });
});

test("five repeats are too few for sign flips: the paired t-test judges, and it is said", () => {
  const samples = [draw("a", 0.9, 5, noise(1)), draw("b", 0.5, 5, noise(2))];
  const { comparisons, repeatsToTell } = rankConfigurations(samples, "max");
  const [pair] = comparisons;
  expect(pair!.test).toBe("paired t");
  expect(pair!.smallestSignFlipP).toBe(2 / 32);
  expect(repeatsToTell).toBe(6);
  const differences = samples[0]!.values.map((value, i) => value! - samples[1]!.values[i]!);
  expect(pair!.verdictP!.p).toBe(testPairedT(differences)!.pValue);
  expect(pair!.verdict).toBe("better");
});

test("trials without a figure: pairs are those that both have; fewer than two values are not compared", () => {
  const ranking = rankConfigurations(
    [
      sample("whole", [0.5, 0.6, 0.7, 0.8]),
      sample("half", [null, 0.9, null, 0.95]),
      sample("one", [0.99, null, null, null]),
      sample("none", [null, null, null, null]),
    ],
    "max",
  );
  expect(ranking.order.map(({ name, count, compared }) => [name, count, compared])).toEqual([
    ["one", 1, false],
    ["half", 2, true],
    ["whole", 4, true],
    ["none", 0, false],
  ]);
  expect(ranking.order[0]).toMatchObject({ mean: 0.99, sd: null, interval: null, letters: [] });
  expect(ranking.order[3]).toMatchObject({ mean: null, sd: null, interval: null, letters: [] });
  expect(ranking.comparisons).toHaveLength(1);
  expect(ranking.comparisons[0]!.pairs).toBe(2);
  expectClose(ranking.comparisons[0]!.meanDifference!, 0.225, { rel: 1e-14 });
});

test("pairs that never meet cannot be told apart, and count as no comparison", () => {
  const ranking = rankConfigurations([sample("a", [1, 2, null, null]), sample("b", [null, null, 8, 9])], "max");
  expect(ranking.comparisons[0]).toMatchObject({
    pairs: 0,
    meanDifference: null,
    test: null,
    verdictP: null,
    effects: null,
  });
  expect(ranking.comparisons[0]!.verdict).toBe("not distinguishable");
  expect(ranking.comparisonCount).toBe(0);
  expect(ranking.repeatsToTell).toBeNull();
  expect(ranking.order.map(({ letters }) => letters)).toEqual([["a"], ["a"]]);
});

test("differences that do not scatter tell nothing of chance: no t-test, no interval, no verdict by it", () => {
  const ranking = rankConfigurations([sample("a", [0.3, 0.2, 0.1]), sample("b", [0.2, 0.1, 0])], "max");
  expect(ranking.comparisons[0]).toMatchObject({ test: "paired t", pairedT: null, verdictP: null, interval: null });
  expect(ranking.comparisons[0]!.effects).toMatchObject({ cohensD: null, hedgesG: null, rankBiserial: 1, won: 1 });
  expect(ranking.comparisons[0]!.verdict).toBe("not distinguishable");
});

test("many configurations: the best with all others, adjusted for all pairs, for it was chosen by the figures", () => {
  const samples = Array.from({ length: 7 }, (_, i) => draw(`c${i}`, i < 2 ? 0.9 : 0.1 * i, 12, noise(i)));
  const ranking = rankConfigurations(samples, "max", { mostForAllPairs: 6 });
  expect(ranking.compared).toBe("with the best");
  expect(ranking.comparisonCount).toBe(21);
  expect(ranking.comparisons).toHaveLength(6);
  const best = ranking.order[0]!.index;
  expect(ranking.comparisons.map(({ first }) => first)).toEqual(Array(6).fill(best));
  expect(ranking.order.filter(({ letters }) => letters.includes("a")).map(({ index }) => index)).toEqual([
    best,
    1 - best,
  ]);
  const p = ranking.comparisons.map(({ signFlips }) => signFlips!.p);
  expect(ranking.comparisons.map(({ signFlips }) => signFlips!.adjusted)).toEqual(adjustHolm(p, 21));
});

test.each([
  [5, 5, "all pairs"],
  [5, 12, "all pairs"],
  [20, 5, "with the best"],
  [20, 12, "with the best"],
] as const)(
  "%i equals at %i seeds, %s: any of them told apart in at most 5%% of 200 experiments, but for 3 sd",
  (count, repeats, compared) => {
    let wrong = 0;
    for (let experiment = 0; experiment < 200; experiment++) {
      const normal = createNormalSource(createStream(experiment, "data", count, repeats));
      const luck = Array.from({ length: repeats }, normal);
      const samples = Array.from({ length: count }, (_, i) =>
        sample(
          `c${i}`,
          luck.map((shared) => 3 * shared + normal()),
        ),
      );
      const ranking = rankConfigurations(samples, "max", { mostForAllPairs: 10 });
      expect(ranking.compared).toBe(compared);
      if (ranking.comparisons.some(({ verdict }) => verdict !== "not distinguishable")) wrong++;
    }
    expect(wrong).toBeLessThanOrEqual(10 + 3 * Math.sqrt(200 * 0.05 * 0.95));
  },
);

test("letters say what the verdicts say, and no figure is NaN or infinite", () => {
  const value = fc.option(fc.integer({ min: 0, max: 12 }).map((k) => k / 4));
  const table = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 7 })).chain(([repeats, count]) =>
    fc.array(fc.tuple(fc.nat(30), fc.array(value, { minLength: repeats, maxLength: repeats })), {
      minLength: count,
      maxLength: count,
    }),
  );
  let apart = 0;
  fc.assert(
    fc.property(table, fc.constantFrom("min" as const, "max" as const), (rows, goal) => {
      const samples = rows.map(([level, values], i) =>
        sample(
          `c${i}`,
          values.map((v) => (v === null ? null : v + level)),
        ),
      );
      const ranking = rankConfigurations(samples, goal);
      const letters = new Map(ranking.order.map(({ index, letters: own }) => [index, own]));
      for (const { first, second, verdict } of ranking.comparisons) {
        const shared = letters.get(first)!.some((letter) => letters.get(second)!.includes(letter));
        expect(shared).toBe(verdict === "not distinguishable");
        if (!shared) apart++;
      }
      expect(JSON.parse(JSON.stringify(ranking))).toEqual(ranking);
    }),
  );
  expect(apart).toBeGreaterThan(50);
});

test("what cannot be ranked is refused", () => {
  expect(() => rankConfigurations([sample("a", [1, 2]), sample("b", [1])], "max")).toThrow("b has 1 repeats, a 2");
  expect(() => rankConfigurations([sample("a", [1, Number.NaN])], "max")).toThrow("a figure of a is NaN");
});
