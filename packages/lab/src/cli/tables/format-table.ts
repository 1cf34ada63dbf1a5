import { cleanLine } from "../terminal/clean-text.ts";
import { paint, type Style } from "../terminal/paint.ts";
import { padEnd, padStart, textWidth } from "../terminal/text-width.ts";

/**
 * A table for a terminal: columns two blanks apart, `l` to the left and `r` to the right, a rule under the heads.
 *
 * @param styles of each cell, by row and column; painted last, so that no cell brings colours of its own
 */
export function formatTable(
  givenHeads: readonly string[],
  givenRows: readonly (readonly string[])[],
  alignment: string,
  styles: readonly (readonly (Style | null)[])[] = [],
): string {
  // before it is measured: what is spelled out is longer
  const heads = givenHeads.map(cleanLine);
  const rows = givenRows.map((row) => row.map(cleanLine));
  const widths = heads.map((head, column) =>
    rows.reduce((widest, row) => Math.max(widest, textWidth(row[column]!)), textWidth(head)),
  );
  const line = (cells: readonly string[], painted: readonly (Style | null)[] = []): string =>
    cells
      .map((cell, column) => {
        const text = paint(painted[column] ?? null, cell);
        return alignment[column] === "r" ? padStart(text, widths[column]!) : padEnd(text, widths[column]!);
      })
      .join("  ")
      .trimEnd();
  return [
    line(heads),
    line(widths.map((width) => "-".repeat(width))),
    ...rows.map((row, i) => line(row, styles[i] ?? [])),
  ].join("\n");
}
