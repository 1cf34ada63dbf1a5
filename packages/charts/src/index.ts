/** Data in, ECharts option out: the door of the package. Pure; ECharts itself is only a type here. */
export type { Curve, CurveBand, CurveFigure, CurveMark, CurvePanel, CurvePoint } from "./curve-figure.ts";
export { nameCurves } from "./curve-figure.ts";
export { outlineBand } from "./draw-band.ts";
export { drawCurves, figureFont } from "./draw-curves.ts";
export type { HeatMap, HeatMapLayout } from "./draw-heat-map.ts";
export { drawHeatMap, layoutHeatMap } from "./draw-heat-map.ts";
export type { FigureLayout, PlacedPanel, Rectangle } from "./layout-figure.ts";
export { layoutFigure, rangeOfCurves } from "./layout-figure.ts";
export type { LocatedCells, LocatedCurves, LocatedPlot } from "./locate-plots.ts";
export { locateCells, locateCurves } from "./locate-plots.ts";
export type { FigureTheme, SeriesColor } from "./palette.ts";
export { darkSeriesColors, darkTheme, divergingColors, lightTheme, seriesColorList, seriesColors } from "./palette.ts";
export type { AxisSpan } from "./ticks.ts";
export { formatAxis, formatTick, spanLinear, spanLog } from "./ticks.ts";
