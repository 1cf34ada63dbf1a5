import { listNames } from "./list-names.ts";

/** How an error about an unknown name goes on: the known name that was probably meant, or all of them. */
export function suggestName(name: unknown, known: readonly string[]): string {
  const nearest = typeof name === "string" ? nearestName(name, known) : null;
  if (nearest !== null) return `did you mean ${nearest}?`;
  return known.length === 0 ? "there are none" : `known are ${listNames(known)}`;
}

/** At most a third of the letters may be wrong, at least one. */
export function nearestName(name: string, known: readonly string[]): string | null {
  const ranked = known
    .map((candidate) => ({ candidate, edits: countEdits(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best !== undefined && best.edits <= Math.max(1, Math.floor(name.length / 3)) ? best.candidate : null;
}

/** F. Damerau's distance (1964), row by row: letters inserted, removed, replaced, or swapped with their neighbour. */
function countEdits(from: string, to: string): number {
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (let j = 1; j <= to.length; j++) {
      const replaced = row[j - 1]! + (letter === to[j - 1] ? 0 : 1);
      const isSwap = i > 0 && j > 1 && letter === to[j - 2] && from[i - 1] === to[j - 1];
      const swapped = isSwap ? before[j - 2]! + 1 : Infinity;
      next.push(Math.min(replaced, swapped, row[j]! + 1, next[j - 1]! + 1));
    }
    [before, row] = [row, next];
  }
  return row[to.length]!;
}
