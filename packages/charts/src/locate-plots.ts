/** What lies where on a drawn figure: enough for a page's script to answer "which values are under the pointer?". */
import type { Curve, CurveFigure, CurvePanel, CurvePoint } from "./curve-figure.ts";
import type { HeatMap } from "./draw-heat-map.ts";
import { layoutHeatMap } from "./draw-heat-map.ts";
import type { Rectangle } from "./layout-figure.ts";
import { layoutFigure } from "./layout-figure.ts";
import { layoutParallel } from "./layout-parallel.ts";
import type { ParallelFigure } from "./parallel-figure.ts";

export interface LocatedCurves {
  readonly kind: "curves";
  readonly plot: Rectangle;
  readonly xLabel: string;
  readonly xScale: "linear" | "log";
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
  /** of the curves' values; null: they have four significant digits */
  readonly yDecimals: number | null;
  readonly curves: readonly {
    readonly name: string;
    readonly color: string;
    readonly points: readonly (readonly [number, number | null])[];
  }[];
}

export interface LocatedCells {
  readonly kind: "cells";
  readonly plot: Rectangle;
  readonly rowLabel: string;
  readonly columnLabel: string;
  /** null where there is no number */
  readonly values: readonly (readonly (number | null)[])[];
}

export interface LocatedLines {
  readonly kind: "lines";
  readonly plot: Rectangle;
  readonly lines: readonly {
    readonly name: string;
    readonly color: string;
    /** pixels */
    readonly points: readonly (readonly [x: number, y: number])[];
  }[];
}

export type LocatedPlot = LocatedCurves | LocatedCells | LocatedLines;

/** What a tooltip shows, so that it is rounded once, and a page is light. */
function shorten(value: number | null, decimals: number | null): number | null {
  if (value === null || !Number.isFinite(value)) return null;
  return Number(decimals === null ? value.toPrecision(4) : value.toFixed(decimals));
}

/** Bars are read in their middle, at their height. */
function barsAsCurve({ bars }: CurvePanel): readonly Pick<Curve, "name" | "color" | "points">[] {
  if (bars === undefined) return [];
  const points = bars.bars.map(({ from, to, height }): CurvePoint => [(from + to) / 2, height]);
  return [{ name: bars.name, color: bars.color, points }];
}

/** The plots of a figure as `drawCurves` places them. */
export function locateCurves(figure: CurveFigure): readonly LocatedPlot[] {
  return layoutFigure(figure).panels.map(({ panel, plot, x, y }) => ({
    kind: "curves",
    plot,
    xLabel: panel.xLabel,
    xScale: x.scale,
    xRange: [x.min, x.max],
    yRange: [y.min, y.max],
    yDecimals: panel.yDecimals ?? null,
    curves: [...barsAsCurve(panel), ...panel.curves].map(({ name, color, points }) => ({
      name,
      color,
      points: points.map(([px, py]) => [px, shorten(py, panel.yDecimals ?? null)] as const),
    })),
  }));
}

/** The plot of a heat map as `drawHeatMap` places it. */
export function locateCells(map: HeatMap): readonly LocatedPlot[] {
  const values = map.values.map((row) =>
    row.map((value) => (Number.isFinite(value) ? Number(value.toPrecision(4)) : null)),
  );
  return [
    { kind: "cells", plot: layoutHeatMap(map).plot, rowLabel: map.rowLabel, columnLabel: map.columnLabel, values },
  ];
}

/** The lines of parallel coordinates as `drawParallel` places them. */
export function locateLines(figure: ParallelFigure): readonly LocatedPlot[] {
  const { plot, lines } = layoutParallel(figure);
  return [
    {
      kind: "lines",
      plot,
      lines: lines.map(({ line, points }) => ({ name: line.name, color: line.color, points })),
    },
  ];
}
