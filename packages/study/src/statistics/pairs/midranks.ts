import { requireFinite } from "../floating-point/require-finite.ts";
import { assumeRoundings } from "../floating-point/rounding.ts";

/**
 * Ranks 1, 2, ... of magnitudes (>= 0), ties sharing the mean of theirs; what differs by rounding alone is a tie.
 *
 * @param roundings how far off each may be; default: as `assumeRoundings`
 * @returns ranks, in the order of the magnitudes, and the size of each group of ties (1: no tie)
 */
export function rankMagnitudes(
  magnitudes: readonly number[],
  roundings: readonly number[] = assumeRoundings(magnitudes),
): { ranks: number[]; groups: number[] } {
  requireFinite("rank magnitudes", magnitudes, "magnitudes");
  const order = magnitudes.map((_, i) => i).sort((a, b) => magnitudes[a]! - magnitudes[b]!);
  const ties = (a: number, b: number): boolean => magnitudes[b]! - magnitudes[a]! <= roundings[a]! + roundings[b]!;
  const ranks = new Array<number>(magnitudes.length).fill(0);
  const groups: number[] = [];
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && ties(order[end - 1]!, order[end]!)) end++;
    for (let i = start; i < end; i++) ranks[order[i]!] = (start + 1 + end) / 2;
    groups.push(end - start);
    start = end;
  }
  return { ranks, groups };
}
