/** Median and quantiles, as NumPy's `median` and `percentile` (linear). */

/** The numbers in order, NaN left out. */
export function sortNumbers(values: Float64Array): Float64Array {
  return copyPresent(values).sort();
}

/** `filter` of a typed array takes ten times as long. */
function copyPresent(values: Float64Array): Float64Array {
  const present = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isNaN(value)) present[count++] = value;
  }
  return present.subarray(0, count);
}

/** The middle one, or the mean of the two in the middle. NaN of none. */
export function medianOf(sorted: Float64Array): number {
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  if (sorted.length % 2 === 1) return upper;
  return ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The same of numbers in any order, NaN left out, without sorting them all. */
export function findMedian(values: Float64Array): number {
  const present = copyPresent(values);
  const middle = Math.floor(present.length / 2);
  putInPlace(present, middle);
  if (present.length % 2 === 1) return present[middle]!;
  let lower = -Infinity;
  for (let i = 0; i < middle; i++) lower = Math.max(lower, present[i]!);
  return middle === 0 ? Number.NaN : (lower + present[middle]!) / 2;
}

/** Passes over the rest until it is sorted: numbers laid out against the pivots must not take a second each. */
const MOST_PASSES = 64;

/**
 * Moves numbers until the one at `place` is the one that sorting would put there, with none larger before it and none
 * smaller behind it (C. A. R. Hoare 1961, FIND).
 */
function putInPlace(values: Float64Array, place: number): void {
  let from = 0;
  let to = values.length - 1;
  for (let pass = 0; from < to; pass++) {
    if (pass === MOST_PASSES) {
      values.subarray(from, to + 1).sort();
      return;
    }
    const pivot = middleOfThree(values[from]!, values[Math.floor((from + to) / 2)]!, values[to]!);
    let i = from;
    let j = to;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const swapped = values[i]!;
      values[i++] = values[j]!;
      values[j--] = swapped;
    }
    if (place <= j) to = j;
    else if (place >= i) from = i;
    else return;
  }
}

function middleOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

/**
 * The number below which a `share` of them lies, between its two neighbours in proportion: R. J. Hyndman and Y. Fan
 * 1996, definition 7. In the order of NumPy's `_lerp`, so that it rounds alike.
 */
export function quantileOf(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const from = sorted[below] ?? Number.NaN;
  const to = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
  const part = place - below;
  return part >= 0.5 ? to - (to - from) * (1 - part) : from + (to - from) * part;
}
