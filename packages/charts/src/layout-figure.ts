/** Where everything of a figure of small multiples lies, in pixels, before anything is drawn. */
import type { Curve, CurveFigure, CurvePanel, CurvePoint } from "./curve-figure.ts";
import { estimateTextWidth } from "./fit-text.ts";
import type { PlacedEntry } from "./layout-legend.ts";
import { layoutLegend, measureLegend } from "./layout-legend.ts";
import type { AxisSpan } from "./ticks.ts";
import { formatAxis, spanLinear, spanLog } from "./ticks.ts";

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedPanel {
  readonly panel: CurvePanel;
  readonly plot: Rectangle;
  readonly x: AxisSpan;
  readonly y: AxisSpan;
}

export interface FigureLayout {
  readonly width: number;
  readonly height: number;
  readonly titleY: number;
  readonly noteY: number;
  /** from an upright axis to the middle of its name: room for the widest tick label */
  readonly nameGap: number;
  /** the names' entries, then the keys' in rows of their own */
  readonly legend: readonly PlacedEntry[];
  readonly panels: readonly PlacedPanel[];
}

const titleHeight = 30;
const noteHeight = 20;
const panelTitleHeight = 28;
const axisHeight = 46;
const leftMargin = 60;
const usualRightMargin = 16;
const columnGap = 62;

const tickSize = 11;
const usualNameGap = 42;
/** pixels of a tick label that the usual gap has room for, and what a wider one needs beside itself */
const usualLabel = 36;
const besideLabel = 18;

/** Half of the last label of a horizontal axis, where it is wide, lies beyond the axis. */
function chooseRightMargin(panels: readonly CurvePanel[]): number {
  const ends = panels.map((panel) => {
    const span = spanX(panel);
    return formatAxis(span)(span.ticks.at(-1) ?? 0);
  });
  const half = Math.max(0, ...ends.map((label) => estimateTextWidth(label, tickSize))) / 2;
  return half > usualLabel / 2 ? Math.ceil(half) : usualRightMargin;
}

/** For all panels alike, so that their plots are of one width. */
function chooseNameGap(panels: readonly CurvePanel[], plotHeight: number): number {
  const labels = panels.flatMap((panel) => {
    const span = spanY(panel, plotHeight);
    return span.ticks.map(formatAxis(span));
  });
  const widest = Math.max(0, ...labels.map((label) => estimateTextWidth(label, tickSize)));
  return widest > usualLabel ? Math.ceil(widest + besideLabel) : usualNameGap;
}

function valuesOf(curve: Curve): readonly number[] {
  const lines = curve.points.map(([, y]) => y);
  const values = curve.band === null ? lines : [...lines, ...curve.band.low, ...curve.band.high];
  return values.filter((value): value is number => value !== null && Number.isFinite(value));
}

/** [least, greatest], or the fallback when there is nothing to measure. */
export function rangeOf(values: readonly number[], fallback: readonly [number, number]): readonly [number, number] {
  if (values.length === 0) return fallback;
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/** The range of y over several curves, bands included: for panels that share an axis. */
export function rangeOfCurves(curves: readonly Curve[]): readonly [number, number] {
  return rangeOf(curves.flatMap(valuesOf), [0, 1]);
}

/** All that has a place on the axes of a panel and widens them. */
function pointsOf({ curves, cloud, bars }: CurvePanel): readonly CurvePoint[] {
  return [
    ...curves.flatMap(({ points }) => points),
    ...(cloud?.points ?? []),
    ...(bars?.bars ?? []).flatMap(({ from, to, height }): CurvePoint[] => [
      [from, 0],
      [to, height],
    ]),
  ];
}

function spanX(panel: CurvePanel): AxisSpan {
  const xs = pointsOf(panel)
    .map(([x]) => x)
    .filter(Number.isFinite);
  if (panel.xScale === "linear") {
    const [low, high] = panel.xRange ?? rangeOf(xs, [0, 1]);
    if (panel.xTicks !== undefined) return { scale: "linear", min: low, max: high, ticks: panel.xTicks };
    // epochs, seeds, units: there is nothing at 1.5
    return spanLinear(low, high, 5, [...xs, low, high].every(Number.isInteger));
  }
  const positive = xs.filter((x) => x > 0);
  const [low, high] = panel.xRange ?? rangeOf(positive, [0.1, 10]);
  return spanLog(low, high);
}

function rangeOfPanel(panel: CurvePanel): readonly [number, number] {
  const ys = pointsOf({ ...panel, curves: [] }).flatMap(([, y]) => (y === null || !Number.isFinite(y) ? [] : [y]));
  return ys.length === 0 ? rangeOfCurves(panel.curves) : rangeOf([...panel.curves.flatMap(valuesOf), ...ys], [0, 1]);
}

function spanY(panel: CurvePanel, plotHeight: number): AxisSpan {
  const [low, high] = panel.yRange ?? rangeOfPanel(panel);
  // what bars count is whole
  const isWhole = panel.bars?.bars.every(({ height }) => Number.isInteger(height)) ?? false;
  return spanLinear(low, high, Math.max(3, Math.round(plotHeight / 45)), isWhole);
}

/** Places title, note, legend and panels, row by row. */
export function layoutFigure(figure: CurveFigure): FigureLayout {
  const noteY = figure.title === "" ? 4 : titleHeight;
  const legendY = noteY + (figure.note === "" ? 0 : noteHeight);
  const legend = layoutLegend(figure, legendY);
  const top = legendY + measureLegend(legend, legendY);
  const columns = Math.min(figure.columns, figure.panels.length);
  const titled = figure.panels.some((panel) => panel.title !== "");
  const above = titled ? panelTitleHeight : 12;
  const rowHeight = above + figure.plotHeight + axisHeight;
  const nameGap = chooseNameGap(figure.panels, figure.plotHeight);
  const [left, gap] = [leftMargin, columnGap].map((usual) => usual + nameGap - usualNameGap) as [number, number];
  const plotWidth = (figure.width - left - chooseRightMargin(figure.panels) - gap * (columns - 1)) / columns;
  const panels = figure.panels.map((panel, i) => {
    const plot = {
      x: Math.round(left + (i % columns) * (plotWidth + gap)),
      y: top + Math.floor(i / columns) * rowHeight + above,
      width: Math.round(plotWidth),
      height: figure.plotHeight,
    };
    return { panel, plot, x: spanX(panel), y: spanY(panel, figure.plotHeight) };
  });
  const rows = Math.ceil(figure.panels.length / columns);
  return { width: figure.width, height: top + rows * rowHeight, titleY: 4, noteY, nameGap, legend, panels };
}
