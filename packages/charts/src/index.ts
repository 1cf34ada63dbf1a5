/** Data in, ECharts option out: the door of the package. Pure; ECharts itself is only a type here. */
export type { Bar, BarFigure, BarLayout } from "./bar-figure.ts";
export { drawBars, layoutBars } from "./bar-figure.ts";
export type {
  Curve,
  CurveBand,
  CurveFigure,
  CurveLevel,
  CurveMark,
  CurvePanel,
  CurvePoint,
  CurveWhisker,
  DotCloud,
  LegendKey,
  UprightBar,
  UprightBars,
} from "./curve-figure.ts";
export { nameCurves } from "./curve-figure.ts";
export { outlineBand } from "./draw-band.ts";
export { drawCurves } from "./draw-curves.ts";
export type { HeatMap, HeatMapLayout } from "./draw-heat-map.ts";
export { drawHeatMap, layoutHeatMap } from "./draw-heat-map.ts";
export type { NetworkFrame } from "./draw-network.ts";
export { drawNetwork } from "./draw-network.ts";
export { drawParallel } from "./draw-parallel.ts";
export { drawTiles } from "./draw-tiles.ts";
export { figureFont } from "./figure-font.ts";
export type { FigureLayout, PlacedPanel, Rectangle } from "./layout-figure.ts";
export { layoutFigure, rangeOf, rangeOfCurves } from "./layout-figure.ts";
export type { ParallelLayout, PlacedAxis, PlacedLine } from "./layout-parallel.ts";
export { layoutParallel } from "./layout-parallel.ts";
export type { LocatedCells, LocatedCurves, LocatedLines, LocatedPlot } from "./locate-plots.ts";
export { locateCells, locateCurves, locateLines } from "./locate-plots.ts";
export type { DrawnLayer, NetworkFigure } from "./network-figure.ts";
export type { FigureTheme, SeriesColor } from "./palette.ts";
export {
  darkSequentialColors,
  darkSeriesColors,
  darkTheme,
  divergingColor,
  divergingColors,
  lightTheme,
  sequentialColors,
  seriesColorList,
  seriesColors,
} from "./palette.ts";
export type { ParallelAxis, ParallelFigure, ParallelLine } from "./parallel-figure.ts";
export type { AxisSpan } from "./ticks.ts";
export { formatAxis, formatTick, spanLinear, spanLog } from "./ticks.ts";
export type { Tile, TileFigure } from "./tile-figure.ts";
