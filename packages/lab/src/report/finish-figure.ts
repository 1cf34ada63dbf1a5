/** From a drawn chart to a finished figure: both pictures, and what the page's script needs. */
import type { BarFigure, CurveFigure, FigureTheme, HeatMap, LocatedPlot, ParallelFigure } from "charts";
import {
  drawBars,
  drawCurves,
  drawHeatMap,
  drawParallel,
  layoutBars,
  layoutFigure,
  layoutHeatMap,
  layoutParallel,
  lightTheme,
  locateCells,
  locateCurves,
  locateLines,
} from "charts";
import type { EChartsOption } from "echarts";
import type { Figure } from "./figure.ts";
import { renderPng } from "./render-png.ts";
import { renderSvg } from "./render-svg.ts";

export interface FigureText {
  readonly name: string;
  readonly caption: string;
  readonly alternative: string;
}

const theme: FigureTheme = lightTheme;
/** PNG pixels per SVG pixel: sharp on a dense screen and in print at half a page's width. */
const pngZoom = 2;

interface Size {
  readonly width: number;
  readonly height: number;
}

function finish(
  option: EChartsOption,
  { width, height }: Size,
  text: FigureText,
  plots: readonly LocatedPlot[],
): Figure {
  const svg = renderSvg(option, { ...text, width, height });
  return { ...text, svg, png: renderPng(svg, pngZoom), plots };
}

export function finishCurves(figure: CurveFigure, text: FigureText): Figure {
  return finish(drawCurves(figure, theme), layoutFigure(figure), text, locateCurves(figure));
}

export function finishHeatMap(map: HeatMap, text: FigureText): Figure {
  return finish(drawHeatMap(map, theme), layoutHeatMap(map), text, locateCells(map));
}

export function finishParallel(figure: ParallelFigure, text: FigureText): Figure {
  return finish(drawParallel(figure, theme), layoutParallel(figure), text, locateLines(figure));
}

/** Its figures are written in the picture: there is nothing more to point at. */
export function finishBars(figure: BarFigure, text: FigureText): Figure {
  return finish(drawBars(figure, theme), layoutBars(figure), text, []);
}
