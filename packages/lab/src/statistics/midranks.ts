import { ROUNDING } from "./rounding.ts";

/**
 * Ranks 1, 2, ... of magnitudes (>= 0), ties sharing the mean of theirs; what differs by rounding alone is a tie.
 *
 * @returns ranks, in the order of the magnitudes, and the size of each group of ties (1: no tie)
 */
export function rankMagnitudes(magnitudes: readonly number[]): { ranks: number[]; groups: number[] } {
  const order = magnitudes.map((_, i) => i).sort((a, b) => magnitudes[a]! - magnitudes[b]!);
  const apart = ROUNDING * (magnitudes[order[order.length - 1] ?? 0] ?? 0);
  const ranks = new Array<number>(magnitudes.length).fill(0);
  const groups: number[] = [];
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && magnitudes[order[end]!]! - magnitudes[order[end - 1]!]! <= apart) end++;
    for (let i = start; i < end; i++) ranks[order[i]!] = (start + 1 + end) / 2;
    groups.push(end - start);
    start = end;
  }
  return { ranks, groups };
}
