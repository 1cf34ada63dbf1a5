/** Which configuration is best, and which others cannot be told from it: the table of an experiment's report. */

import type { Goal } from "../epochs/goal.ts";
import { roundingOf } from "../floating-point/rounding.ts";
import { repeatsToTell } from "../pairs/choose-test.ts";
import { summarize } from "../summaries/summarize.ts";
import {
  type ConfigurationComparison,
  compareConfigurations,
  countComparisons,
  type PairedSample,
} from "./compare-configurations.ts";
import { assignLetters } from "./letter-display.ts";

/** A configuration's figure at each repeat; null where that trial failed or was pruned. */
export interface ConfigurationSample {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

export interface RankingOptions {
  /** greatest probability of any wrong "better" or "worse" in all comparisons: default 0.05 */
  readonly alpha?: number;
  /** draws the signs, needed for more than 24 repeats: default 0 */
  readonly seed?: number;
  /** with more configurations than this, only the best is compared with the others: default 60 */
  readonly mostForAllPairs?: number;
}

export interface RankedConfiguration {
  /** into the samples */
  readonly index: number;
  readonly name: string;
  /** over the repeats that have a value; null when none has */
  readonly mean: number | null;
  /** null for fewer than two values, as is the interval, which is the 95% t-interval of the mean */
  readonly sd: number | null;
  readonly interval: readonly [low: number, high: number] | null;
  readonly count: number;
  /** false: it has fewer than two values and is not compared */
  readonly compared: boolean;
  /**
   * Two that share a letter are not distinguishable, two that share none are. When only the best is compared: "a" for
   * the best and for those not distinguishable from it, which were not compared with each other. Empty where it was not
   * compared.
   */
  readonly letters: readonly string[];
}

export interface ConfigurationRanking {
  readonly goal: Goal;
  readonly alpha: number;
  /** best mean first; those without a value last */
  readonly order: readonly RankedConfiguration[];
  /**
   * "with the best": p-values are adjusted for all pairs even so. The best was chosen by the same figures, so any pair
   * might have been compared; adjusted for its own comparisons alone, the best of 100 equals would be told apart from
   * another in a third of all experiments.
   */
  readonly compared: "all pairs" | "with the best";
  readonly comparisons: readonly ConfigurationComparison[];
  /**
   * Holm's m: all comparisons with at least two pairs of runs; for "with the best", all pairs of the compared
   * configurations
   */
  readonly comparisonCount: number;
  /**
   * from this number of pairs on, sign flips can tell with this many comparisons, and are what a verdict rests on;
   * null: nothing was compared
   */
  readonly repeatsToTell: number | null;
}

/**
 * Pairs repeat r of one with repeat r of another. Throws RangeError for figures that are not finite, samples of
 * different lengths, and an alpha outside 0 .. 1.
 */
export function rankConfigurations(
  samples: readonly ConfigurationSample[],
  goal: Goal,
  options: RankingOptions = {},
): ConfigurationRanking {
  const { alpha = 0.05, seed = 0, mostForAllPairs = 60 } = options;
  checkSamples(samples);
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`Cannot rank: alpha is ${alpha}; it needs to be between 0 and 1`);
  const ranked = samples.map(summarizeSample).toSorted((a, b) => compareMeans(a.mean, b.mean, goal));
  const testable = ranked.filter((configuration) => configuration.count >= 2).map(({ index }) => index);
  const allPairs = testable.length <= mostForAllPairs;
  const firsts = allPairs ? testable : testable.slice(0, 1);
  const pairs = firsts.flatMap((first, place) =>
    testable.slice(place + 1).map((second): PairedSample => {
      return { first, second, ...subtract(samples[first]!.values, samples[second]!.values, goal) };
    }),
  );
  const comparisonCount = allPairs ? countComparisons(pairs) : (testable.length * (testable.length - 1)) / 2;
  const comparisons = compareConfigurations(pairs, comparisonCount, alpha, seed);
  const letters = allPairs ? lettersOfAll(testable, comparisons) : lettersOfBest(testable, comparisons);
  return {
    goal,
    alpha,
    order: ranked.map((configuration) => ({
      ...configuration,
      compared: configuration.count >= 2,
      letters: letters.get(configuration.index) ?? [],
    })),
    compared: allPairs ? "all pairs" : "with the best",
    comparisons,
    comparisonCount,
    repeatsToTell: comparisonCount === 0 ? null : repeatsToTell(comparisonCount, alpha),
  };
}

function checkSamples(samples: readonly ConfigurationSample[]): void {
  const repeats = samples[0]?.values.length ?? 0;
  for (const { name, values } of samples) {
    if (values.length !== repeats) {
      throw new RangeError(
        `Cannot rank: ${name} has ${values.length} repeats, ${samples[0]!.name} ${repeats}; each needs its ` +
          "partner at the same seed, null where there is none",
      );
    }
    const wrong = values.find((value) => value !== null && !Number.isFinite(value));
    if (wrong !== undefined) {
      throw new RangeError(
        `Cannot rank: a figure of ${name} is ${wrong}; it should be finite, or null for a trial without one`,
      );
    }
  }
}

function summarizeSample(
  { name, values }: ConfigurationSample,
  index: number,
): Omit<RankedConfiguration, "compared" | "letters"> {
  const usable = values.filter((value) => value !== null);
  if (usable.length === 0) return { index, name, mean: null, sd: null, interval: null, count: 0 };
  const { mean, sd, interval, count } = summarize(usable);
  return { index, name, mean, count, sd: count < 2 ? null : sd, interval: count < 2 ? null : interval };
}

function compareMeans(a: number | null, b: number | null, goal: Goal): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return goal === "max" ? b - a : a - b;
}

/** The unit of differences, larger than 1 where one of them would overflow. */
const BEYOND = 4;

/** How much better the first is, at the repeats that both have. */
function subtract(
  first: readonly (number | null)[],
  second: readonly (number | null)[],
  goal: Goal,
): Required<Pick<PairedSample, "differences" | "roundings" | "unit">> {
  const pairs = first.flatMap((value, repeat): (readonly [number, number])[] => {
    const other = second[repeat]!;
    return value === null || other === null ? [] : [[value, other]];
  });
  const unit = pairs.every(([value, other]) => Number.isFinite(value - other)) ? 1 : BEYOND;
  return {
    unit,
    differences: pairs.map(([value, other]) =>
      goal === "max" ? value / unit - other / unit : other / unit - value / unit,
    ),
    roundings: pairs.map(([value, other]) => roundingOf(value / unit, other / unit)),
  };
}

function lettersOfAll(
  testable: readonly number[],
  comparisons: readonly ConfigurationComparison[],
): Map<number, string[]> {
  const places = new Map(testable.map((index, place) => [index, place]));
  const apart = new Set(
    comparisons
      .filter(({ verdict }) => verdict !== "not distinguishable")
      .map(({ first, second }) => `${places.get(first)} ${places.get(second)}`),
  );
  const letters = assignLetters(testable.length, (first, second) => apart.has(`${first} ${second}`));
  return new Map(testable.map((index, place) => [index, letters[place]!]));
}

function lettersOfBest(
  testable: readonly number[],
  comparisons: readonly ConfigurationComparison[],
): Map<number, string[]> {
  const alike = comparisons.filter(({ verdict }) => verdict === "not distinguishable").map(({ second }) => second);
  return new Map([...testable.slice(0, 1), ...alike].map((index) => [index, ["a"]]));
}
