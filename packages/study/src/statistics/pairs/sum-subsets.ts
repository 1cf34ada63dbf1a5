/** All 2^n subset sums, ascending: merges the sums without the next value with those that include it. */
export function sumSubsets(values: readonly number[]): Float64Array {
  let sums = Float64Array.of(0);
  for (const value of values) {
    const merged = new Float64Array(2 * sums.length);
    let [without, having] = [0, 0];
    for (let i = 0; i < merged.length; i++) {
      const next = without < sums.length ? sums[without]! : Number.POSITIVE_INFINITY;
      const other = having < sums.length ? sums[having]! + value : Number.POSITIVE_INFINITY;
      if (next <= other) without++;
      else having++;
      merged[i] = Math.min(next, other);
    }
    sums = merged;
  }
  return sums;
}
