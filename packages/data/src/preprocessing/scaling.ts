/**
 * Steps that give each number x of column j as (x - shift) / scale or x * factor + offset: what standardize, min-max
 * and robust share.
 */
import { DataError } from "minibatch";
import type { FrameColumn } from "../frame/frame.ts";
import { showText } from "../text/show-text.ts";
import { numbersOf, type Site, type StepField, withNumbers } from "./step.ts";

/** Below it a scale counts as 0 and becomes 1: ten times the distance from 1 to the next double, as scikit-learn's. */
const SMALLEST_SCALE = 10 * 2 ** -52;

/** A column that does not vary is not divided by its 0 (scikit-learn's `_handle_zeros_in_scale`). */
export function nonZeroScale(scale: number): number {
  return scale < SMALLEST_SCALE ? 1 : scale;
}

/** `change` of every number, with the place of its column's figures. */
export function mapNumbers(
  column: FrameColumn,
  figures: number,
  change: (value: number, figure: number) => number,
): FrameColumn {
  const { values } = numbersOf(column);
  const changed = new Float64Array(values.length);
  if (figures === 1) for (let i = 0; i < values.length; i++) changed[i] = change(values[i]!, 0);
  else for (let i = 0; i < values.length; i++) changed[i] = change(values[i]!, i % figures);
  return withNumbers(column, changed);
}

/** Whether the numbers of an array are scaled each by its own figures, or all alike. */
export interface PerOptions {
  readonly per: "element" | "array" | null;
}

export const perField: StepField = {
  says: "Arrays: each element by figures of its own, or all elements alike.",
  takes: { type: "optional", of: { type: "choice", names: ["element", "array"] } },
  fallback: null,
  otherwise: "null: by element where a row is a list of numbers, all alike where it has more axes, as a picture",
};

/** How many figures a column has: 1, or one for each element of its rows. */
export function figuresOf(column: FrameColumn, { per }: PerOptions): number {
  if (column.kind !== "array") return 1;
  const isByElement = per === null ? column.shape.length === 1 : per === "element";
  return isByElement ? numbersOf(column).width : 1;
}

/** Throws DataError where the training rows have no number to learn from; `counts` by element. */
export function checkLearnable(counts: Float64Array, column: FrameColumn, site: Site): void {
  const empty = counts.indexOf(0);
  if (empty === -1) return;
  const element = counts.length > 1 ? `element ${empty} of ` : "";
  throw new DataError(
    `Cannot apply ${site.step} to column ${showText(column.name)} of ${site.file}: ${element}it has no number in ` +
      "the training rows; ignore the column",
  );
}

/** Throws DataError where a figure is beyond what a double holds: JSON has no infinity. */
export function checkFigures(figures: Float64Array, column: FrameColumn, site: Site): void {
  if (figures.every((figure) => Number.isFinite(figure))) return;
  throw new DataError(
    `Cannot apply ${site.step} to column ${showText(column.name)} of ${site.file}: its numbers are so large that ` +
      "their spread is beyond a double; divide them first, or ignore the column",
  );
}

/** As JSON has them: a list, without minus zeros, which it does not keep. */
export function listOf(figures: Float64Array): readonly number[] {
  return Array.from(figures, (figure) => figure + 0);
}
