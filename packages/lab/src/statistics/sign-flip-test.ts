/**
 * Permutation test of a mean paired difference: when two configurations do equally well, each difference is as likely to be of either
 * sign (R. Fisher, The Design of Experiments, 1935, section 21). It assumes no distribution.
 */
import { createStream, type Stream } from "minibatch";
import { ROUNDING } from "./rounding.ts";

/** Up to here all 2^n signs are counted, by halves of 2^(n/2): a fifth of a millisecond. */
const MOST_EXACT_FLIPS = 24;
export const DEFAULT_DRAWS = 9_999;

export interface SignFlipOptions {
  /** random signs drawn where there are too many to count: default 9,999 */
  readonly draws?: number;
  /** of those draws: default 0 */
  readonly seed?: number;
  /** tells apart the draws of several tests under one seed: default 0, 0 */
  readonly stream?: readonly [first: number, second: number];
}

export interface SignFlipResult {
  /** two-sided */
  readonly pValue: number;
  /** the smallest p that this many differences can give */
  readonly smallest: number;
  readonly method: "exact" | "Monte Carlo";
}

/**
 * Two-sided p of the mean of `differences`. Exact up to 24 of them: the share of the 2^n signs that give a mean at least as far from 0. Above:
 * (1 + as far) / (1 + draws), which is never 0 (B. Phipson & G. Smyth 2010).
 */
export function testSignFlips(differences: readonly number[], options: SignFlipOptions = {}): SignFlipResult {
  const { draws = DEFAULT_DRAWS, seed = 0, stream: [first, second] = [0, 0] } = options;
  const smallest = smallestSignFlipP(differences.length, draws);
  const magnitudes = differences.map(Math.abs).filter((magnitude) => magnitude > 0);
  const scale = magnitudes.reduce((sum, magnitude) => sum + magnitude, 0);
  const least = Math.abs(differences.reduce((sum, difference) => sum + difference, 0)) - ROUNDING * scale;
  const exact = differences.length <= MOST_EXACT_FLIPS;
  const method = exact ? "exact" : "Monte Carlo";
  if (least <= 0) return { pValue: 1, smallest, method };
  const pValue = exact
    ? (2 * countAtLeast(magnitudes, least)) / 2 ** magnitudes.length
    : (1 + drawAtLeast(magnitudes, least, draws, createStream(seed, "bootstrap", first, second))) / (1 + draws);
  return { pValue, smallest, method };
}

/** The smallest p that the test can give for n differences: all of one sign, 2 of 2^n. Known before any figure is. */
export function smallestSignFlipP(n: number, draws: number = DEFAULT_DRAWS): number {
  const share = Math.min(1, 2 / 2 ** n);
  return n <= MOST_EXACT_FLIPS ? share : Math.max(share, 1 / (1 + draws));
}

/** Signs whose sum is >= least, of all 2^n: pairs of a sum of one half and a sum of the other, both ascending. */
function countAtLeast(magnitudes: readonly number[], least: number): number {
  const middle = magnitudes.length >> 1;
  const left = signedSums(magnitudes.slice(0, middle));
  const right = signedSums(magnitudes.slice(middle));
  let count = 0;
  let from = right.length;
  for (const sum of left) {
    while (from > 0 && sum + right[from - 1]! >= least) from--;
    count += right.length - from;
  }
  return count;
}

/** All 2^n sums of +-magnitudes, ascending: those with the next one subtracted are merged with those that have it added. */
function signedSums(magnitudes: readonly number[]): Float64Array {
  let sums = Float64Array.of(0);
  for (const magnitude of magnitudes) {
    const merged = new Float64Array(2 * sums.length);
    let [low, high] = [0, 0];
    for (let i = 0; i < merged.length; i++) {
      const below = low < sums.length ? sums[low]! - magnitude : Number.POSITIVE_INFINITY;
      const above = sums[high]! + magnitude;
      if (below <= above) low++;
      else high++;
      merged[i] = Math.min(below, above);
    }
    sums = merged;
  }
  return sums;
}

function drawAtLeast(magnitudes: readonly number[], least: number, draws: number, stream: Stream): number {
  const doubled = Float64Array.from(magnitudes, (magnitude) => 2 * magnitude);
  const lowest = -magnitudes.reduce((sum, magnitude) => sum + magnitude, 0);
  let count = 0;
  for (let draw = 0; draw < draws; draw++) {
    let sum = lowest;
    let bits = 0;
    for (let i = 0; i < doubled.length; i++) {
      if (i % 32 === 0) bits = stream.nextUint32();
      // a product, for a branch on a random bit is guessed wrong every other time
      sum += (bits & 1) * doubled[i]!;
      bits >>>= 1;
    }
    if (Math.abs(sum) >= least) count++;
  }
  return count;
}
