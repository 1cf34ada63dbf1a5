/** A table that fits into the terminal: long cells are cut first, then columns are left out, and named. */

import { cleanLine } from "../terminal/clean-text.ts";
import type { Style } from "../terminal/paint.ts";
import { cutText, textWidth } from "../terminal/text-width.ts";
import { formatTable } from "./format-table.ts";

export interface Column {
  readonly head: string;
  readonly align: "l" | "r";
  readonly cells: readonly string[];
  /** of the cells, in their order; default: none */
  readonly styles?: readonly (Style | null)[];
  /** cells and head may be cut to this many characters, the last one an ellipsis */
  readonly cutTo?: number;
  /** and to no fewer than these, before columns that matter less than this are there */
  readonly grows?: { readonly to: number; readonly matters: number };
  /** how the cell of a row is cut to a width; default: at its end */
  readonly cut?: (row: number, width: number) => string;
  /** a text that is not cut, for it is short and matters most */
  readonly whole?: true;
  /**
   * may be left out where it does not fit beside those that matter more, which have higher numbers. Without it: never
   */
  readonly matters?: number;
}

const GAP = 2;
/** texts of columns that are never left out are cut to no less, however narrow it is */
const LEAST_TEXT = 8;

/**
 * `width` in characters; Infinity where the output is no terminal: then all is shown. `left` are the heads of columns
 * left out.
 */
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
  const cut = cutTexts(cutColumns(kept, width), width);
  const rows = Array.from({ length: cut[0]?.cells.length ?? 0 }, (_, row) => cut.map(({ cells }) => cells[row]!));
  const styles = rows.map((_, row) => cut.map((column) => column.styles?.[row] ?? null));
  const alignment = cut.map(({ align }) => align).join("");
  const heads = cut.map(({ head }) => head);
  const left = columns.map(({ head }) => head).filter((head) => kept.every((column) => column.head !== head));
  return { text: formatTable(heads, rows, alignment, styles), left };
}

/** What a table has left out, and how it is seen. None where everything is there. */
export function tellLeft(left: readonly string[]): string[] {
  if (left.length === 0) return [];
  return [
    `Left out, for want of room: ${left.join(", ")}. A wider terminal shows ` +
      `${left.length === 1 ? "it" : "them"}, and --json.`,
  ];
}

function chooseColumns(columns: readonly Column[], width: number): Column[] {
  // what is left of each, by its place
  const kept = new Map(columns.flatMap((column, i) => (column.matters === undefined ? [[i, column] as const] : [])));
  const wishes = columns.flatMap((column, i) => [
    ...(column.matters === undefined ? [] : [{ i, matters: column.matters, column }]),
    ...(column.grows === undefined
      ? []
      : [{ i, matters: column.grows.matters, column: { ...column, cutTo: column.grows.to } }]),
  ]);
  for (const { i, column } of wishes.sort((a, b) => b.matters - a.matters)) {
    const tried = new Map(kept).set(i, column);
    if (leastWidth([...tried.values()]) <= width) kept.set(i, column);
  }
  return columns.flatMap((_, i) => kept.get(i) ?? []);
}

function cutColumns(columns: readonly Column[], width: number): Column[] {
  return narrow(columns, width, (column) => (column.cutTo === undefined ? null : leastOf(column)));
}

/**
 * Where what must stay is still too wide: texts, always the widest one, so that all keep as much as there is room for.
 * Numbers are never cut, for a part of one is another number.
 */
function cutTexts(columns: readonly Column[], width: number): Column[] {
  return narrow(columns, width, ({ align, whole }) => (align === "l" && whole !== true ? LEAST_TEXT : null));
}

/** Takes a cell from the widest column, again and again, down to each one's `least`; null: it is not cut. */
function narrow(columns: readonly Column[], width: number, least: (column: Column) => number | null): Column[] {
  const widths = columns.map(fullWidth);
  const leasts = columns.map((column) => least(column) ?? Number.POSITIVE_INFINITY);
  for (let excess = tableWidth(columns) - width; excess > 0; excess--) {
    const widest = widths.reduce(
      (found, cells, i) => (cells > leasts[i]! && cells > (widths[found] ?? 0) ? i : found),
      -1,
    );
    if (widest === -1) break;
    widths[widest]!--;
  }
  return columns.map((column, i) => (widths[i]! < fullWidth(column) ? cutColumn(column, widths[i]!) : column));
}

function cutColumn(column: Column, to: number): Column {
  const cut = (cell: string, row: number): string =>
    textWidth(cell) <= to ? cell : (column.cut?.(row, to) ?? cutText(cell, to));
  return { ...column, head: cutText(column.head, to), cells: column.cells.map(cut) };
}

function tableWidth(columns: readonly Column[]): number {
  return sum(columns.map(fullWidth)) + GAP * (columns.length - 1);
}

function leastWidth(columns: readonly Column[]): number {
  return sum(columns.map(leastOf)) + GAP * (columns.length - 1);
}

function leastOf(column: Column): number {
  const full = fullWidth(column);
  return column.cutTo === undefined ? full : Math.min(full, column.cutTo);
}

function fullWidth({ head, cells }: Column): number {
  return cells.reduce((widest, cell) => Math.max(widest, textWidth(cell)), textWidth(head));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
