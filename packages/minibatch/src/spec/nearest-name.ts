/**
 * The known name that a misspelt one was probably meant to be, or null when none is near: at most
 * a third of its letters (and at least one, for short names) may have to change.
 */
export function nearestName(name: string, known: readonly string[]): string | null {
  let nearest: string | null = null;
  let fewest = Infinity;
  for (const candidate of known) {
    const edits = countEdits(name.toLowerCase(), candidate.toLowerCase());
    if (edits < fewest) {
      fewest = edits;
      nearest = candidate;
    }
  }
  return fewest <= Math.max(1, Math.floor(name.length / 3)) ? nearest : null;
}

/**
 * Damerau's distance (1964): letters inserted, removed, replaced, or swapped with a neighbour.
 * `table[i][j]` is that of the first i letters of one to the first j of the other.
 */
function countEdits(from: string, to: string): number {
  const table = [Array.from({ length: to.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      row[j] = Math.min(table[i - 1][j - 1] + (same ? 0 : 1), table[i - 1][j] + 1, row[j - 1] + 1);
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (swapped) row[j] = Math.min(row[j], table[i - 2][j - 2] + 1);
    }
    table.push(row);
  }
  return table[from.length][to.length];
}
