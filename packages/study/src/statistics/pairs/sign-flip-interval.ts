/**
 * The interval that belongs to the sign-flip test: all mean differences that the test does not reject when they are
 * subtracted from the differences. Its ends are means of subsets of the differences (typical values: J. Hartigan,
 * Journal of the American Statistical Association 64, 1969), so it assumes no distribution either.
 */
import { createStream } from "minibatch";
import { sumExactly } from "../floating-point/sum-exactly.ts";
import { DEFAULT_DRAWS, MOST_EXACT_FLIPS, roundedOff, smallestSignFlipP, testSignFlips } from "./sign-flip-test.ts";

/** Whether a p-value is kept (not rejected): true for 1, false for small ones. */
export type IsKept = (p: number) => boolean;

export interface SignFlipIntervalOptions {
  readonly seed: number;
  readonly stream: readonly [first: number, second: number];
  readonly roundings: readonly number[];
}

/**
 * Precision of an end, as a share of the differences' range. With many differences the subset means lie about this
 * close together, and each evaluation is slow.
 */
const toleranceOf = (count: number): number => (count > 16 ? 1e-6 : 1e-12);

/** Differences this close to each other can still be told apart. */
const LARGE = Number.MAX_VALUE / 4;

/**
 * Both ends belong to the interval: it contains 0 exactly when `isKept` keeps the p of `testSignFlips`. Unbounded where
 * even the smallest possible p for so many differences is kept.
 */
export function estimateSignFlipInterval(
  differences: readonly number[],
  isKept: IsKept,
  options: SignFlipIntervalOptions,
): readonly [low: number, high: number] {
  if (isKept(smallestSignFlipP(differences.length))) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (differences.length > MOST_EXACT_FLIPS) return drawnInterval(differences, isKept, options);
  // minus a shift, the largest difference would overflow
  if (Math.max(...differences.map(Math.abs)) > LARGE) {
    const quarters = [differences, options.roundings].map((values) => values.map((value) => value / 4));
    const [low, high] = exactInterval(quarters[0]!, isKept, quarters[1]!);
    return [4 * low, 4 * high];
  }
  return exactInterval(differences, isKept, options.roundings);
}

function exactInterval(
  differences: readonly number[],
  isKept: IsKept,
  roundings: readonly number[],
): readonly [low: number, high: number] {
  const low = lowEnd(differences, isKept, roundings);
  const negated = differences.map((difference) => -difference);
  const high = -lowEnd(negated, isKept, roundings);
  if (low <= 0 && high >= 0) return [low, high];
  // differences that are 0 but for rounding may all lie on one side of 0
  return isKept(testSignFlips(differences, { roundings }).pValue) ? [Math.min(low, 0), Math.max(high, 0)] : [low, high];
}

/**
 * Searches between the least difference, below which all means are rejected, and their mean, which is never rejected.
 */
function lowEnd(differences: readonly number[], isKept: IsKept, roundings: readonly number[]): number {
  const pOf = (shift: number): number =>
    testSignFlips(
      differences.map((difference) => difference - shift),
      { roundings },
    ).pValue;
  const least = Math.min(...differences);
  const pOfLeast = pOf(least);
  if (isKept(pOfLeast)) return least;
  const rejected = { shift: least, score: scoreOf(pOfLeast) };
  const kept = { shift: sumExactly(differences.map((difference) => difference / differences.length)), score: 0 };
  const close = toleranceOf(differences.length) * (Math.max(...differences) - least);
  const edge = scoreOf(edgeOf(isKept));
  // try 0 first, because the verdict is about it; after that both ends of the search are on one side of it
  let next = rejected.shift < 0 && kept.shift > 0 ? 0 : null;
  for (let step = 1; kept.shift - rejected.shift > close; step++) {
    const middle: number = next ?? between(rejected, kept, step, edge);
    next = null;
    if (middle <= rejected.shift || middle >= kept.shift) break;
    const p = pOf(middle);
    Object.assign(isKept(p) ? kept : rejected, { shift: middle, score: scoreOf(p) });
  }
  return kept.shift;
}

/** A transform of p that is about linear in the shift where sums are about normal. */
function scoreOf(p: number): number {
  return Math.sqrt(-2 * Math.log(p));
}

interface Probe {
  readonly shift: number;
  readonly score: number;
}

/** Interpolates to the edge of what is kept; every third step bisects instead, because p has steps. */
function between(rejected: Probe, kept: Probe, step: number, edge: number): number {
  const share = (rejected.score - edge) / (rejected.score - kept.score);
  // overshoot and undershoot in alternation, so that both ends of the search move
  const moved = step % 2 === 0 ? share * 1.02 : share * 0.98;
  const used = step % 3 === 0 || !(moved > 0 && moved < 1) ? 0.5 : Math.min(0.99, Math.max(0.01, moved));
  return rejected.shift + used * (kept.shift - rejected.shift);
}

/** The least p that is kept, to within a tenth of a percent. */
function edgeOf(isKept: IsKept): number {
  let [rejected, kept] = [2 ** -(MOST_EXACT_FLIPS + 1), 1];
  while (kept > 1.001 * rejected) {
    const middle = Math.sqrt(rejected * kept);
    if (isKept(middle)) kept = middle;
    else rejected = middle;
  }
  return kept;
}

/** Uses the same signs as the test draws, so that both agree about 0. */
function drawnInterval(
  differences: readonly number[],
  isKept: IsKept,
  { seed, stream, roundings }: SignFlipIntervalOptions,
): readonly [low: number, high: number] {
  const side = Math.sign(sumExactly(differences)) || 1;
  const isZero = differences.map((difference, i) => !(Math.abs(difference) > roundings[i]!));
  const sided = differences.map((difference, i) => (isZero[i] ? 0 : side * difference));
  const below = sided.map((value, i) => (isZero[i] ? 0 : value - roundings[i]!));
  const above = sided.map((value, i) => (isZero[i] ? 0 : value + roundings[i]!));
  const { least, most } = drawMeans(below, above, isZero, seed, stream);
  const order = orderOf(isKept);
  const low = least.sort()[order - 1]!;
  const high = -most.sort()[order - 1]!;
  return side > 0 ? [low, high] : [-high, -low];
}

/** How many draws must be as extreme as a mean for it to be kept; at least one, because the smallest p is rejected. */
function orderOf(isKept: IsKept): number {
  let [rejected, kept] = [0, DEFAULT_DRAWS];
  while (kept - rejected > 1) {
    const middle = (rejected + kept) >> 1;
    if (isKept((1 + middle) / (1 + DEFAULT_DRAWS))) kept = middle;
    else rejected = middle;
  }
  return kept;
}

/**
 * For each draw the smaller of two means, of the flipped and of the unflipped differences, flipped as the test flips
 * them; and the negative of the larger. The test draws no sign for differences of 0: theirs come from a stream of their
 * own.
 */
function drawMeans(
  below: readonly number[],
  above: readonly number[],
  isZero: readonly boolean[],
  seed: number,
  [first, second]: readonly [number, number],
): { readonly least: Float64Array; readonly most: Float64Array } {
  const stream = createStream(seed, "bootstrap", first, second);
  const ofZeros = createStream(seed, "bootstrap", second, first);
  const [least, most] = [new Float64Array(DEFAULT_DRAWS), new Float64Array(DEFAULT_DRAWS)];
  const flips = new Uint8Array(below.length);
  for (let draw = 0; draw < DEFAULT_DRAWS; draw++) {
    let [bits, drawn] = [0, 0];
    for (let i = 0; i < flips.length; i++) {
      if (isZero[i]) {
        flips[i] = ofZeros.nextUint32() & 1;
        continue;
      }
      if (drawn++ % 32 === 0) bits = stream.nextUint32();
      flips[i] = (bits & 1) ^ Number(below[i]! < 0);
      bits >>>= 1;
    }
    least[draw] = Math.min(meanOf(below, flips, 1) ?? -Infinity, meanOf(below, flips, 0) ?? -Infinity);
    most[draw] = -Math.max(meanOf(above, flips, 1) ?? Infinity, meanOf(above, flips, 0) ?? Infinity);
  }
  return { least, most };
}

/**
 * Mean of the flipped (1) or unflipped (0) values, summed with rounding compensation as the test does; null for none.
 */
function meanOf(values: readonly number[], flips: Uint8Array, which: 0 | 1): number | null {
  let [sum, rest, count] = [0, 0, 0];
  for (let i = 0; i < flips.length; i++) {
    if (flips[i] !== which) continue;
    const value = values[i]!;
    const total = sum + value;
    rest += roundedOff(sum, value, total);
    sum = total;
    count++;
  }
  return count === 0 ? null : (sum + rest) / count;
}
