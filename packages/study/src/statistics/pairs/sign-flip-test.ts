/**
 * Permutation test of a mean paired difference: when two configurations do equally well, each difference is as likely
 * to be of either sign (R. Fisher, The Design of Experiments, 1935, section 21). It assumes no distribution.
 *
 * Signs give a sum as far above 0 as the observed one when the differences that they flip sum up to no more than 0: the
 * others cancel, however large they are. So a difference that exploded decides only where it is flipped, and its
 * rounding counts only there.
 */
import { createStream, type Stream } from "minibatch";
import { bringIntoRange } from "../floating-point/bring-into-range.ts";
import { requireFinite } from "../floating-point/require-finite.ts";
import { assumeRoundings } from "../floating-point/rounding.ts";
import { sumExactly } from "../floating-point/sum-exactly.ts";
import { sumSubsets } from "./sum-subsets.ts";

/** Up to here all 2^n signs are counted, by halves of 2^(n/2): a fifth of a millisecond. */
export const MOST_EXACT_FLIPS = 24;
export const DEFAULT_DRAWS = 9_999;

export interface SignFlipOptions {
  /** random signs drawn where there are too many to count: default 9,999 */
  readonly draws?: number;
  /** of those draws: default 0 */
  readonly seed?: number;
  /** tells apart the draws of several tests under one seed: default 0, 0 */
  readonly stream?: readonly [first: number, second: number];
  /** how far off each difference may be by rounding: default as `assumeRoundings` */
  readonly roundings?: readonly number[];
}

export interface SignFlipResult {
  /** two-sided */
  readonly pValue: number;
  /** the smallest p that this many differences can give */
  readonly smallest: number;
  readonly method: "exact" | "Monte Carlo";
}

/**
 * Two-sided p of the mean of the differences. Exact up to 24 of them: the share of the 2^n signs that give a mean at
 * least as far from 0. Above: (1 + as far) / (1 + draws), which is never 0 (B. Phipson & G. Smyth 2010). Sums equal but
 * for rounding are equal. Throws RangeError for a difference that is not finite.
 */
export function testSignFlips(given: readonly number[], options: SignFlipOptions = {}): SignFlipResult {
  requireFinite("flip signs", given, "differences");
  const { draws = DEFAULT_DRAWS, seed = 0, stream: [first, second] = [0, 0] } = options;
  const [differences, roundings] = bringIntoRange(given, options.roundings ?? assumeRoundings(given));
  const smallest = smallestSignFlipP(differences.length, draws);
  const exact = differences.length <= MOST_EXACT_FLIPS;
  const method = exact ? "exact" : "Monte Carlo";
  const side = Math.sign(sumExactly(differences));
  // what is added to 0 by flipping a difference, if everything was rounded in favour of a tie
  const flips = differences.flatMap((difference, i) =>
    Math.abs(difference) > roundings[i]! ? [side * difference - roundings[i]!] : [],
  );
  if (sumExactly(flips) <= 0) return { pValue: 1, smallest, method };
  const pValue = exact
    ? (2 * countNotAbove(flips)) / 2 ** flips.length
    : (1 + drawAsFar(flips, draws, createStream(seed, "bootstrap", first, second))) / (1 + draws);
  return { pValue, smallest, method };
}

/** The smallest p that the test can give for n differences: all of one sign, 2 of 2^n. Known before any figure is. */
export function smallestSignFlipP(n: number, draws: number = DEFAULT_DRAWS): number {
  const share = Math.min(1, 2 / 2 ** n);
  return n <= MOST_EXACT_FLIPS ? share : Math.max(share, 1 / (1 + draws));
}

/**
 * Of all 2^n subsets, the empty one too, those with a sum <= 0: pairs of a sum of one half and a sum of the other, both
 * ascending.
 */
function countNotAbove(flips: readonly number[]): number {
  const middle = flips.length >> 1;
  const left = sumSubsets(flips.slice(0, middle));
  const right = sumSubsets(flips.slice(middle));
  let count = 0;
  let below = right.length;
  for (const sum of left) {
    while (below > 0 && right[below - 1]! > -sum) below--;
    count += below;
  }
  return count;
}

/** Draws as far above 0 or below: what is flipped, or what is not, sums up to no more than 0. */
function drawAsFar(flips: readonly number[], draws: number, stream: Stream): number {
  // a bit is the sign of a magnitude: it flips one that is on the other side when it is 0
  const isBelow = flips.map((flip) => Number(flip < 0));
  let count = 0;
  for (let draw = 0; draw < draws; draw++) {
    let [flipped, flippedRest, kept, keptRest] = [0, 0, 0, 0];
    let bits = 0;
    for (let i = 0; i < flips.length; i++) {
      if (i % 32 === 0) bits = stream.nextUint32();
      const flip = flips[i]!;
      // products, for a branch on a random bit is guessed wrong every other time
      const moved = ((bits & 1) ^ isBelow[i]!) * flip;
      bits >>>= 1;
      // with what rounding lost (D. Knuth, The Art of Computer Programming 2, 4.2.2, theorem B)
      const flippedSum = flipped + moved;
      flippedRest += roundedOff(flipped, moved, flippedSum);
      flipped = flippedSum;
      const keptSum = kept + (flip - moved);
      keptRest += roundedOff(kept, flip - moved, keptSum);
      kept = keptSum;
    }
    if (flipped + flippedRest <= 0 || kept + keptRest <= 0) count++;
  }
  return count;
}

/** What a sum of two lacks: exact (D. Knuth, as above). */
export function roundedOff(a: number, b: number, sum: number): number {
  const added = sum - a;
  return a - (sum - added) + (b - added);
}
