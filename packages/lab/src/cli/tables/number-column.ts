/**
 * Numbers that stand under each other share one form, so that they are compared at a glance. Figures have the same
 * decimals: four below ten, or as many as give the largest four digits and the smallest two. Parameters stay as they
 * were typed. Both stand with their points under each other.
 */
import type { Scalar } from "study";
import { formatParameter, NONE } from "./format-value.ts";

type Figure = number | null | undefined;

/** from here on a figure is a power of ten: one that exploded, or vanished, does not take the digits from all others */
const LARGE = 1e6;
const SMALL = 1e-4;
const DIGITS = 4;
const LEAST_DIGITS = 2;

/** How each of `figures` is written. `-` where there is none, `nan` where it is not a number. */
export function figureForm(figures: readonly Figure[]): (figure: Figure) => string {
  const plain = figures.filter((figure): figure is number => isPlain(figure));
  const decimals = decimalsOf(plain.map(Math.abs));
  return (figure) => {
    if (figure === null || figure === undefined) return NONE;
    if (Number.isNaN(figure)) return "nan";
    if (!Number.isFinite(figure)) return String(figure);
    return isPlain(figure) ? figure.toFixed(decimals) : figure.toExponential(LEAST_DIGITS);
  };
}

/** The cells of a column of figures of one kind. */
export function formatFigures(figures: readonly Figure[]): string[] {
  return alignPoints(figures.map(figureForm(figures)));
}

/** The cells of a column of a parameter's values. */
export function formatParameters(values: readonly (Scalar | undefined)[]): string[] {
  const cells = values.map(formatParameter);
  return isNumeric(values) ? alignPoints(cells) : cells;
}

/** Whether a column is one of numbers, which stand to the right. */
export function isNumeric(values: readonly (Scalar | undefined)[]): boolean {
  return values.every((value) => value === undefined || typeof value === "number");
}

/** Texts of numbers with blanks behind them, so that their points stand under each other at the right of a column. */
export function alignPoints(cells: readonly string[]): string[] {
  const behind = cells.map((cell) => /^-?\d+((?:\.\d+)?(?:e[-+]?\d+)?)$/.exec(cell)?.[1]?.length ?? null);
  const most = behind.reduce<number>((widest, length) => Math.max(widest, length ?? 0), 0);
  return cells.map((cell, i) => {
    const length = behind[i];
    return length === null || length === undefined ? cell : cell + " ".repeat(most - length);
  });
}

function isPlain(figure: Figure): boolean {
  if (typeof figure !== "number" || !Number.isFinite(figure)) return false;
  return figure === 0 || (Math.abs(figure) >= SMALL && Math.abs(figure) < LARGE);
}

function decimalsOf(magnitudes: readonly number[]): number {
  if (magnitudes.every(Number.isInteger)) return 0;
  const present = magnitudes.filter((magnitude) => magnitude > 0);
  const largest = Math.floor(Math.log10(Math.max(...present)));
  const smallest = Math.floor(Math.log10(Math.min(...present)));
  const below10 = largest <= 0 ? DIGITS : 0;
  return Math.max(0, DIGITS - 1 - largest, LEAST_DIGITS - 1 - smallest, below10);
}
