import { cleanLine } from "./terminal/clean-text.ts";

/** A table for a terminal: columns two blanks apart, `l` to the left and `r` to the right, a rule under the heads. */
export function formatTable(
  givenHeads: readonly string[],
  givenRows: readonly (readonly string[])[],
  alignment: string,
): string {
  // before it is measured: what is spelled out is longer
  const heads = givenHeads.map(cleanLine);
  const rows = givenRows.map((row) => row.map(cleanLine));
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        alignment[column] === "r" ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
      )
      .join("  ")
      .trimEnd();
  return [line(heads), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
