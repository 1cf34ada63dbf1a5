/**
 * Where a picture's values lie, in the SVG's own pixels. `stops`: the epochs, or whatever the x axis has, at which any
 * curve has a value.
 */
import type { LocatedCells, LocatedCurves } from "charts";

/** In the SVG's own pixels. */
export interface PicturePoint {
  readonly x: number;
  readonly y: number;
}

/** Pixels beside a plot that still count as its first and its last stop. */
const besides = 4;

export function scaleX({ plot, xScale, xRange }: LocatedCurves, x: number): number {
  const place = xScale === "log" ? Math.log10 : (value: number) => value;
  const low = place(xRange[0]);
  const high = place(xRange[1]);
  return plot.x + ((place(x) - low) / (high - low)) * plot.width;
}

export function scaleY({ plot, yRange }: LocatedCurves, y: number): number {
  const [low, high] = yRange;
  return plot.y + plot.height - ((y - low) / (high - low)) * plot.height;
}

/** Each once, from left to right. */
export function listStops({ curves }: LocatedCurves): readonly number[] {
  const all = curves.flatMap(({ points }) => points.map(([x]) => x));
  return [...new Set(all)].sort((a, b) => a - b);
}

/** Which of several plots; -1 beside all of them. */
export function findPlot(plots: readonly Pick<LocatedCurves, "plot">[], { x, y }: PicturePoint): number {
  return plots.findIndex(
    ({ plot }) =>
      x >= plot.x - besides && x <= plot.x + plot.width + besides && y >= plot.y && y <= plot.y + plot.height,
  );
}

/** The number of the stop that lies nearest; -1 where there is none. */
export function findStop(plot: LocatedCurves, x: number): number {
  const distances = listStops(plot).map((stop) => Math.abs(scaleX(plot, stop) - x));
  return distances.indexOf(Math.min(...distances));
}

export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** The cell at a point, which may lie a little beside the plot. */
export function findCell({ plot, values }: LocatedCells, { x, y }: PicturePoint): CellPlace {
  return {
    row: Math.floor(((y - plot.y) / plot.height) * values.length),
    column: Math.floor(((x - plot.x) / plot.width) * values[0]!.length),
  };
}

/** What is beyond the edge is the edge. */
export function keepWithin(place: number, count: number): number {
  return Math.max(0, Math.min(place, count - 1));
}
