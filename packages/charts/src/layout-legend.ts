/**
 * Where each entry of a legend lies: in rows that wrap, long names in columns. A renderer would wrap by the widths of
 * its own typeface.
 */
import type { CurveFigure } from "./curve-figure.ts";
import { nameCurves } from "./curve-figure.ts";

export interface PlacedEntry {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** pixels: where entries begin, the line or sign of each, what follows its name */
export const legendLine = 34;
const left = 8;
const gap = 18;
const lineGap = 5;
const rowHeight = 24;
/** pixels of a letter at 12 px, on average, in the widest of a page's typefaces */
const letterWidth = 7.2;
/** letters: longer names stand in columns, each as wide as the longest */
const mostInARow = 12;

function estimateWidth(name: string): number {
  return legendLine + lineGap + name.length * letterWidth + gap;
}

function placeRows(names: readonly string[], y: number, width: number, inColumns: boolean): readonly PlacedEntry[] {
  const column = Math.max(0, ...names.map(estimateWidth));
  let [x, row] = [left, y];
  return names.map((name) => {
    const own = inColumns ? column : estimateWidth(name);
    if (x > left && x + own - gap > width - left) [x, row] = [left, row + rowHeight];
    const placed = { name, x: Math.round(x), y: row };
    x += own;
    return placed;
  });
}

/** The curves' names, and in rows of their own below them the keys. */
export function layoutLegend(figure: CurveFigure, y: number): readonly PlacedEntry[] {
  const names = nameCurves(figure);
  const entries = placeRows(
    names,
    y,
    figure.width,
    names.some(({ length }) => length > mostInARow),
  );
  const keys = (figure.keys ?? []).map(({ name }) => name);
  return [...entries, ...placeRows(keys, y + measureLegend(entries, y), figure.width, false)];
}

/** Height of the rows from `y` on. */
export function measureLegend(entries: readonly PlacedEntry[], y: number): number {
  const last = entries.at(-1);
  return last === undefined ? 0 : last.y - y + rowHeight;
}
