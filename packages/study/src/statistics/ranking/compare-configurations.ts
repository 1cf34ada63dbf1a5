/** Compares two configurations at the same seeds: by how much one is better, and what each test says. */

import { assumeRoundings } from "../floating-point/rounding.ts";
import { choosePairTest, type PairTest } from "../pairs/choose-test.ts";
import { adjustHolm, factorsOfHolm } from "../pairs/holm.ts";
import { type PairTestName, pairTestNames, pairTests } from "../pairs/pair-tests.ts";
import { estimatePairedEffects, type PairedEffects } from "../pairs/paired-effects.ts";
import { estimateSignFlipInterval } from "../pairs/sign-flip-interval.ts";
import { smallestSignFlipP } from "../pairs/sign-flip-test.ts";
import { mean } from "../summaries/mean.ts";
import { estimateMeanInterval } from "../summaries/mean-interval.ts";

export type PairVerdict = "better" | "worse" | "not distinguishable";

/** A p-value, and its Holm adjustment over all comparisons. Null: the test has no answer, and counts as p = 1. */
export interface AdjustedP {
  readonly p: number;
  readonly adjusted: number;
}

/** Of each test; null for fewer than two pairs, which are not tested. */
type PairTestFigures = Readonly<Record<PairTestName, AdjustedP | null>>;

export interface ConfigurationComparison extends PairTestFigures {
  /** indices into the samples; the first has the better mean */
  readonly first: number;
  readonly second: number;
  /** repeats at which both have a value; only these are compared */
  readonly pairs: number;
  /**
   * how much better the first is on average, in the objective's units: first - second where more is better, else second
   * - first; null without a pair, infinite beyond float64
   */
  readonly meanDifference: number | null;
  /**
   * Interval of that mean by the verdict's own test, at the level at which Holm's adjustment judges this pair: it
   * excludes 0 exactly when the verdict is better or worse. Each pair has a level of its own; they do not promise to
   * hold all at once. Null where the test has no answer; its ends are as the mean.
   */
  readonly interval: readonly [low: number, high: number] | null;
  /** 1 - alpha / Holm's factor for this pair; null without an interval */
  readonly intervalLevel: number | null;
  readonly effects: PairedEffects | null;
  /** the test that the verdict rests on; null for fewer than two pairs, which tell nothing */
  readonly test: PairTest | null;
  /** that test's p, adjusted over all comparisons, each by its own test; null where the test has no answer */
  readonly verdictP: AdjustedP | null;
  /** the smallest p that sign flips can give for this many pairs */
  readonly smallestSignFlipP: number;
  /** the first against the second */
  readonly verdict: PairVerdict;
}

/** A pair of configurations and its differences, positive where the first is better. */
export interface PairedSample {
  readonly first: number;
  readonly second: number;
  readonly differences: readonly number[];
  /** how far off each may be by rounding; default: as `assumeRoundings` */
  readonly roundings?: readonly number[];
  /** the unit of the differences, for those that overflow in the objective's own; default 1 */
  readonly unit?: number;
}

/** The comparisons with at least two pairs of runs, the fewest that can be tested. */
export function countComparisons(samples: readonly PairedSample[]): number {
  return samples.filter(({ differences }) => differences.length >= 2).length;
}

/**
 * Verdicts on all `samples`; the probability that any of them is wrong is at most `alpha`. `comparisons` is Holm's m,
 * at least countComparisons. `seed` draws signs, for more than 24 pairs. Throws RangeError for a difference that is not
 * finite.
 */
export function compareConfigurations(
  samples: readonly PairedSample[],
  comparisons: number,
  alpha: number,
  seed: number,
): ConfigurationComparison[] {
  const tested = samples.map((sample) => testPair(sample, comparisons, alpha, seed));
  const figures = pairTestNames.map((name) => ({
    name,
    adjusted: adjustAll(
      tested.map(({ p }) => p?.[name]),
      comparisons,
    ),
  }));
  const verdicts = adjustAll(tested.map(verdictOf), comparisons);
  const intervals = adjustIntervals(tested, comparisons, alpha, seed);
  return tested.map(({ sample, test }, i) => {
    const { first, second, differences, roundings, unit = 1 } = sample;
    const pairs = differences.length;
    const meanDifference = pairs === 0 ? null : mean(differences) * unit;
    return {
      first,
      second,
      pairs,
      meanDifference,
      interval: intervals[i]?.ends ?? null,
      intervalLevel: intervals[i]?.level ?? null,
      ...(Object.fromEntries(figures.map(({ name, adjusted }) => [name, adjusted[i]!])) as PairTestFigures),
      effects: pairs === 0 ? null : estimatePairedEffects(differences, roundings),
      test,
      verdictP: verdicts[i]!,
      smallestSignFlipP: smallestSignFlipP(pairs),
      verdict: judge(meanDifference, verdicts[i]!, alpha),
    };
  });
}

interface AdjustedInterval {
  readonly ends: readonly [low: number, high: number];
  readonly level: number;
}

/** Inverts the test of each verdict, at the step at which Holm decided it. */
function adjustIntervals(
  tested: readonly TestedPair[],
  comparisons: number,
  alpha: number,
  seed: number,
): (AdjustedInterval | null)[] {
  const compared = tested.filter((pair) => verdictOf(pair) !== undefined);
  const factors = factorsOfHolm(
    compared.map((pair) => verdictOf(pair) ?? 1),
    alpha,
    comparisons,
  );
  const factorOf = new Map(compared.map((pair, i) => [pair, factors[i]!]));
  return tested.map((pair) => {
    const { sample, test } = pair;
    const { first, second, differences, roundings = assumeRoundings(differences), unit = 1 } = sample;
    if (typeof verdictOf(pair) !== "number") return null;
    const factor = factorOf.get(pair)!;
    const level = 1 - alpha / factor;
    const [low, high] =
      test === "sign flips"
        ? estimateSignFlipInterval(differences, (value) => factor * value > alpha, {
            seed,
            stream: [first, second],
            roundings,
          })
        : estimateMeanInterval(differences, level);
    return { ends: [low * unit, high * unit], level };
  });
}

/** Undefined: not compared, because there are fewer than two pairs. Null: the test has no answer. */
type PairP = number | null | undefined;

interface TestedPair {
  readonly sample: PairedSample;
  /** what the verdict rests on, and the p of every test; null: not compared */
  readonly test: PairTest | null;
  readonly p: Readonly<Record<PairTestName, number | null>> | null;
}

function testPair(sample: PairedSample, comparisons: number, alpha: number, seed: number): TestedPair {
  const { first, second, differences, roundings = assumeRoundings(differences) } = sample;
  if (differences.length < 2) return { sample, test: null, p: null };
  const options = { seed, stream: [first, second], roundings } as const;
  const p = pairTestNames.map((name) => [name, pairTests[name].pValue(differences, options)] as const);
  return {
    sample,
    test: choosePairTest(differences.length, comparisons, alpha),
    p: Object.fromEntries(p) as Record<PairTestName, number | null>,
  };
}

function verdictOf({ test, p }: TestedPair): PairP {
  return test === "sign flips" ? p?.signFlips : p?.pairedT;
}

/** A comparison without an answer counts as a comparison all the same. */
function adjustAll(values: readonly PairP[], comparisons: number): (AdjustedP | null)[] {
  const adjusted = adjustHolm(
    values.flatMap((p) => (p === undefined ? [] : [p ?? 1])),
    comparisons,
  );
  let place = 0;
  return values.map((p) => {
    if (p === undefined) return null;
    const own = adjusted[place++]!;
    return p === null ? null : { p, adjusted: own };
  });
}

function judge(meanDifference: number | null, verdictP: AdjustedP | null, alpha: number): PairVerdict {
  if (meanDifference === null || verdictP === null || verdictP.adjusted > alpha) return "not distinguishable";
  return meanDifference > 0 ? "better" : "worse";
}
