/**
 * The interval that belongs to the sign-flip test: every mean difference that the test, on the differences less that
 * mean, does not reject. Its ends are means of subsets of the differences (J. Hartigan, Journal of the American
 * Statistical Association 64, 1969: typical values), so that it assumes no distribution either.
 */
import { createStream } from "minibatch";
import { sumExactly } from "../floating-point/sum-exactly.ts";
import { DEFAULT_DRAWS, MOST_EXACT_FLIPS, roundedOff, smallestSignFlipP, testSignFlips } from "./sign-flip-test.ts";

/** What a test of p makes of it; true for 1, false for what is small enough. */
export type IsKept = (p: number) => boolean;

export interface SignFlipIntervalOptions {
  readonly seed: number;
  readonly stream: readonly [first: number, second: number];
  readonly roundings: readonly number[];
}

/**
 * Of the differences' own range: an end is found to so much. Of many the subsets' means lie about as close to each
 * other, and each look takes long.
 */
const toleranceOf = (count: number): number => (count > 16 ? 1e-6 : 1e-12);

/** Two such differences still have a difference of their own. */
const LARGE = Number.MAX_VALUE / 4;

/**
 * Both ends belong to it: 0 lies within exactly when `isKept` keeps the p of `testSignFlips`. Unbounded where even the
 * smallest p that so many differences can give is kept.
 */
export function estimateSignFlipInterval(
  differences: readonly number[],
  isKept: IsKept,
  options: SignFlipIntervalOptions,
): readonly [low: number, high: number] {
  if (isKept(smallestSignFlipP(differences.length))) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (differences.length > MOST_EXACT_FLIPS) return drawnInterval(differences, isKept, options);
  // less a shift, the largest would exceed float64
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
  // differences that are 0 but for rounding may all lie on one side of it
  return isKept(testSignFlips(differences, { roundings }).pValue) ? [Math.min(low, 0), Math.max(high, 0)] : [low, high];
}

/** Between the least difference, below which everything is rejected, and their mean, which nothing rejects. */
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
  // 0 first: the verdict is about it, and from then on both ends of the search are on one side of it
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

/** About linear in the shift where sums are about normal. */
function scoreOf(p: number): number {
  return Math.sqrt(-2 * Math.log(p));
}

interface Probe {
  readonly shift: number;
  readonly score: number;
}

/** Where a line between the two meets the edge of what is kept; every third time the middle, for p has steps. */
function between(rejected: Probe, kept: Probe, step: number, edge: number): number {
  const share = (rejected.score - edge) / (rejected.score - kept.score);
  // a little to the one side and to the other, so that both ends come nearer
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

/** From the same signs that the test draws, so that both say the same of 0. */
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

/** How many draws have to be as far as a mean for it to be kept; at least one, for the smallest p is rejected. */
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
 * For each draw the lesser mean of those that are flipped and those that are not, flipped as the test flips them; and
 * the negative of the greater. Differences of 0 have no sign to be drawn there: theirs come from a stream of their own.
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

/** Of the values that are flipped (1), or not (0), added up with what rounding lost, as the test does; null of none. */
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
