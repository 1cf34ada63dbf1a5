/** From a drawn chart to a finished figure: both pictures, and what the page's script needs. */
import {
  type BarFigure,
  type CurveFigure,
  drawBars,
  drawCurves,
  drawHeatMap,
  drawParallel,
  type FigureTheme,
  figureFont,
  type HeatMap,
  type LocatedPlot,
  layoutBars,
  layoutFigure,
  layoutHeatMap,
  layoutParallel,
  lightTheme,
  locateCells,
  locateCurves,
  locateLines,
  type ParallelFigure,
} from "charts";
import type { EChartsOption } from "echarts";
import { escapeText } from "../escape-text.ts";
import type { Figure } from "./figure.ts";
import { findPictureFault } from "./find-picture-fault.ts";
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

interface Drawn {
  readonly option: EChartsOption;
  readonly size: { readonly width: number; readonly height: number };
  readonly plots: readonly LocatedPlot[];
}

/** A figure that cannot be painted is missing, and says so: the rest of the page is worth its own. */
export function finish({ option, size: { width, height }, plots }: Drawn, text: FigureText): Figure {
  const finished = finishDrawing(renderSvg(option, { ...text, width, height }), text);
  return finished.missing === null ? { ...finished, plots } : finished;
}

/** What is drawn as it will be seen. */
export function finishDrawing(svg: string, text: FigureText): Figure {
  const fault = findPictureFault(svg, pngZoom);
  if (fault !== null) return replaceMissing(text, `its picture has ${fault}`);
  return { ...text, svg, png: renderPng(svg, pngZoom), plots: [], missing: null };
}

function replaceMissing(text: FigureText, reason: string): Figure {
  const sentence = `This figure is missing: ${reason}. Its values stand in results.json.`;
  const svg =
    '<svg role="img" width="960" height="60" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 ' +
    `60"><title>${escapeText(sentence)}</title>` +
    `<rect x="0.5" y="0.5" width="959" height="59" fill="${theme.background}" stroke="${theme.axis}"/>` +
    `<text x="16" y="35" font-family="${figureFont}" font-size="14" ` +
    `fill="${theme.warning}">${escapeText(sentence)}</text></svg>`;
  const caption = `${sentence} It would show: ${text.caption}`;
  return {
    name: text.name,
    svg,
    png: renderPng(svg, pngZoom),
    caption,
    alternative: sentence,
    plots: [],
    missing: reason,
  };
}

export function finishCurves(figure: CurveFigure, text: FigureText): Figure {
  const option = drawCurves(figure, theme);
  return finish({ option, size: layoutFigure(figure), plots: locateCurves(figure) }, text);
}

export function finishHeatMap(map: HeatMap, text: FigureText): Figure {
  return finish({ option: drawHeatMap(map, theme), size: layoutHeatMap(map), plots: locateCells(map) }, text);
}

export function finishParallel(figure: ParallelFigure, text: FigureText): Figure {
  const option = drawParallel(figure, theme);
  return finish({ option, size: layoutParallel(figure), plots: locateLines(figure) }, text);
}

/** Its figures are written in the picture: there is nothing more to point at. */
export function finishBars(figure: BarFigure, text: FigureText): Figure {
  return finish({ option: drawBars(figure, theme), size: layoutBars(figure), plots: [] }, text);
}
