/** From a drawn chart to a finished figure: both pictures, and what the page's script needs. */
import type { CurveFigure, FigureTheme, HeatMap } from "charts";
import { drawCurves, drawHeatMap, layoutFigure, layoutHeatMap, lightTheme, locateCells, locateCurves } from "charts";
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

export function finishCurves(figure: CurveFigure, text: FigureText): Figure {
  const { width, height } = layoutFigure(figure);
  const svg = renderSvg(drawCurves(figure, theme), { ...text, width, height });
  return { ...text, svg, png: renderPng(svg, pngZoom), plots: locateCurves(figure) };
}

export function finishHeatMap(map: HeatMap, text: FigureText): Figure {
  const { width, height } = layoutHeatMap(map);
  const svg = renderSvg(drawHeatMap(map, theme), { ...text, width, height });
  return { ...text, svg, png: renderPng(svg, pngZoom), plots: locateCells(map) };
}
