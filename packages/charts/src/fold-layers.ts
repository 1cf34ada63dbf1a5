/** Layers that follow each other in the same way several times, as one with how often they do. */

/** A layer, or several that are repeated. */
export type Folded<L> = { readonly layers: readonly L[]; readonly times: number };

/** Longest row of layers that is looked for. */
const LONGEST = 64;

/**
 * The list as runs: of what may begin at a place, that which covers most; of those the one with the shortest row.
 * Layers are alike where their keys are.
 */
export function foldLayers<L extends { readonly key: string }>(layers: readonly L[]): readonly Folded<L>[] {
  const folded: Folded<L>[] = [];
  let at = 0;
  while (at < layers.length) {
    let best = { length: 1, times: 1 };
    for (let length = 1; length <= Math.min(LONGEST, (layers.length - at) / 2); length++) {
      const times = countRepeats(layers, at, length);
      if (times > 1 && times * length > best.times * best.length) best = { length, times };
    }
    folded.push({ layers: layers.slice(at, at + best.length), times: best.times });
    at += best.length * best.times;
  }
  return folded;
}

/** How often the row of so many layers stands there, one after the other. */
function countRepeats(layers: readonly { readonly key: string }[], at: number, length: number): number {
  let end = at + length;
  while (end < layers.length && layers[end]!.key === layers[end - length]!.key) end++;
  return Math.floor((end - at) / length);
}
