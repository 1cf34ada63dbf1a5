/**
 * Quantile by linear interpolation between the order statistics around place probability * (n - 1): R. Hyndman & Y.
 * Fan, The American Statistician 50(4), 1996, definition 7; NumPy's default. NaN for no values, and between infinities
 * of opposite signs.
 */
export function quantile(values: ArrayLike<number>, probability: number): number {
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`Cannot take a quantile: probability is ${probability}; it needs to be in 0 .. 1`);
  }
  const sorted = Float64Array.from(values).sort();
  if (sorted.some(Number.isNaN)) throw new RangeError("Cannot take a quantile: a value is NaN; leave it out before");
  const place = probability * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  const share = place - Math.floor(place);
  // weighted, because a difference of large values overflows, and one of equal infinities is NaN
  return below === above ? below : (1 - share) * below + share * above;
}

/** The middle value, or the mean of the two middle ones. NaN for no values; throws RangeError when one is NaN. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}
