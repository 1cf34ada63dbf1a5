import { requireFinite } from "../floating-point/require-finite.ts";

/**
 * first[i] - second[i] of paired runs (same seed: same initial weights and batch order). Throws RangeError when a
 * figure or a difference is not finite.
 */
export function subtractPairs(first: readonly number[], second: readonly number[]): number[] {
  if (first.length !== second.length) {
    throw new RangeError(
      `Cannot pair runs: there are ${first.length} and ${second.length}; each needs its partner at the same seed`,
    );
  }
  requireFinite("pair runs", first, "first");
  requireFinite("pair runs", second, "second");
  return first.map((value, i) => {
    const other = second[i] as number;
    if (Number.isFinite(value - other)) return value - other;
    throw new RangeError(
      `Cannot pair runs: first[${i}] - second[${i}], ${value} - ${other}, is beyond float64; leave such a pair out`,
    );
  });
}
