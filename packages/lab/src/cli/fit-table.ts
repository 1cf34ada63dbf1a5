/** A table that fits into the terminal: long cells are cut first, then columns are left out, and named. */
import { formatTable } from "./format-table.ts";
import { cleanLine } from "./terminal/clean-text.ts";

export interface Column {
  readonly head: string;
  readonly align: "l" | "r";
  readonly cells: readonly string[];
  /** cells may be cut to this many characters, the last one an ellipsis */
  readonly cutTo?: number;
  /** may be left out where it does not fit beside those that matter more, which have higher numbers. Without it: never */
  readonly matters?: number;
}

const GAP = 2;

/** `width` in characters; Infinity where the output is no terminal: then all is shown. `left` are the heads of columns left out. */
export function fitTable(
  given: readonly Column[],
  width: number,
): { readonly text: string; readonly left: readonly string[] } {
  const columns = given.map((column) => ({
    ...column,
    head: cleanLine(column.head),
    cells: column.cells.map(cleanLine),
  }));
  const kept = chooseColumns(columns, width);
  const cut = cutColumns(kept, width);
  const rows = Array.from({ length: cut[0]?.cells.length ?? 0 }, (_, row) => cut.map(({ cells }) => cells[row]!));
  const alignment = cut.map(({ align }) => align).join("");
  const heads = cut.map(({ head }) => head);
  const left = columns.filter((column) => !kept.includes(column)).map(({ head }) => head);
  return { text: formatTable(heads, rows, alignment), left };
}

function chooseColumns(columns: readonly Column[], width: number): Column[] {
  const optional = columns.filter(({ matters }) => matters !== undefined).sort((a, b) => b.matters! - a.matters!);
  const kept = new Set(columns.filter(({ matters }) => matters === undefined));
  for (const column of optional) if (leastWidth([...kept, column]) <= width) kept.add(column);
  return columns.filter((column) => kept.has(column));
}

function cutColumns(columns: readonly Column[], width: number): Column[] {
  let excess = sum(columns.map(fullWidth)) + GAP * (columns.length - 1) - width;
  return columns.map((column) => {
    if (excess <= 0 || column.cutTo === undefined) return column;
    const to = Math.max(leastOf(column), fullWidth(column) - excess);
    excess -= fullWidth(column) - to;
    return { ...column, cells: column.cells.map((cell) => cutText(cell, to)) };
  });
}

/** At most `length` characters, the last one an ellipsis where something is missing. */
export function cutText(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}

function leastWidth(columns: readonly Column[]): number {
  return sum(columns.map(leastOf)) + GAP * (columns.length - 1);
}

function leastOf(column: Column): number {
  const full = fullWidth(column);
  return column.cutTo === undefined ? full : Math.min(full, Math.max(column.cutTo, column.head.length));
}

function fullWidth({ head, cells }: Column): number {
  return cells.reduce((widest, { length }) => Math.max(widest, length), head.length);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
