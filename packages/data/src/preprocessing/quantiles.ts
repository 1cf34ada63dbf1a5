/** Median and quantiles, as NumPy's `median` and `percentile` (linear). */

/** The numbers in order, NaN left out. */
export function sortNumbers(values: Float64Array): Float64Array {
  const present = values.filter((value) => !Number.isNaN(value));
  return present.sort();
}

/** The middle one, or the mean of the two in the middle. NaN of none. */
export function medianOf(sorted: Float64Array): number {
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  if (sorted.length % 2 === 1) return upper;
  return ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
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
