import { requireFinite } from "./require-finite.ts";

/** first[i] - second[i] of paired runs (same seed: same initial weights and batch order). Throws RangeError for figures that are not finite. */
export function subtractPairs(first: readonly number[], second: readonly number[]): number[] {
  if (first.length !== second.length) {
    throw new RangeError(
      `Cannot pair runs: there are ${first.length} and ${second.length}; each needs its partner at the same seed`,
    );
  }
  requireFinite("pair runs", first, "first");
  requireFinite("pair runs", second, "second");
  return first.map((value, i) => value - (second[i] as number));
}
