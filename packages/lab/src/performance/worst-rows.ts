/** A table of more rows is not read; pictures are taken in at a glance. */
export const MOST_MISTAKEN = { rows: 12, pictures: 24 } as const;

/** Rows of the greatest badness, the worst first; of equals the first. None of badness 0 or less. */
export function pickWorst(badness: Float64Array, count: number): readonly number[] {
  const rows = Uint32Array.from(badness, (_, row) => row).filter((row) => badness[row]! > 0);
  return [...rows.sort((a, b) => badness[b]! - badness[a]! || a - b).subarray(0, count)];
}
