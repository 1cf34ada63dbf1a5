/** The order of a table's rows. */

/** Null for a cell without a number. */
export type SortKey = number | string | null;

function compare(a: SortKey, b: SortKey): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), "en", { numeric: true });
}

/** Rows without a key come last in both directions; rows of one key keep their order. */
export function sortByKey<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => SortKey,
  direction: "ascending" | "descending",
): Row[] {
  const sign = direction === "ascending" ? 1 : -1;
  return rows
    .map((row) => ({ row, key: keyOf(row) }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return (a.key === null ? 1 : 0) - (b.key === null ? 1 : 0);
      return sign * compare(a.key, b.key);
    })
    .map(({ row }) => row);
}
