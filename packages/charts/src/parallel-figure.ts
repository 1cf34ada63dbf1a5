/** Parallel coordinates as data: one upright axis per quantity, one line per thing that has a value of each. */

export type ParallelAxis = {
  /** above the axis */
  readonly label: string;
} & (
  | { readonly kind: "linear" | "log" | "whole"; readonly low: number; readonly high: number }
  | { readonly kind: "category"; readonly values: readonly string[] }
);

export interface ParallelLine {
  readonly name: string;
  readonly color: string;
  /** thick and on top of the others */
  readonly strong: boolean;
  readonly dashed: boolean;
  /** by axis: the number, the index of a category's value, or null where it has none: a rail below the axis takes it */
  readonly values: readonly (number | null)[];
}

export interface ParallelFigure {
  /** empty for none */
  readonly title: string;
  readonly note: string;
  readonly width: number;
  /** height of the axes, without rail and labels */
  readonly plotHeight: number;
  readonly axes: readonly ParallelAxis[];
  /** later ones lie on top of earlier ones */
  readonly lines: readonly ParallelLine[];
}
