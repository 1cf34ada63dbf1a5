/**
 * Parallel coordinates as one ECharts option: everything is placed by `layoutParallel` and drawn as graphic elements.
 */
import type { EChartsOption } from "echarts";
import { estimateTextWidth, fitText } from "./fit-text.ts";
import type { GraphicElement, GraphicText } from "./graphic-text.ts";
import { writeHeadings, writeText } from "./graphic-text.ts";
import type { ParallelLayout, PlacedAxis, PlacedLine } from "./layout-parallel.ts";
import { layoutParallel } from "./layout-parallel.ts";
import type { FigureTheme } from "./palette.ts";
import type { ParallelFigure } from "./parallel-figure.ts";

const tickSize = 11;
const labelSize = 12;
/** pixels: between an axis and its labels, and from there to the end of the sheet behind them, on which no line runs */
const tickGap = 7;
const sheetMargin = 3;

function drawLine({ line, points }: PlacedLine): GraphicElement {
  const style = {
    stroke: line.color,
    lineWidth: line.strong ? 2.6 : 1.1,
    fill: "none",
    opacity: line.strong ? 1 : 0.8,
  };
  return {
    type: "polyline",
    silent: true,
    shape: { points },
    style: line.dashed ? { ...style, lineDash: [3, 3] } : style,
  };
}

/** Behind a label, over the lines: they pass behind it and do not strike it through. */
function drawSheet(
  { x, y, text, size }: Pick<GraphicText, "x" | "y" | "text" | "size">,
  theme: FigureTheme,
): GraphicElement {
  const width = estimateTextWidth(text, size) + 2 * sheetMargin;
  const height = size + 2 * sheetMargin;
  return {
    type: "rect",
    silent: true,
    shape: { x: x + sheetMargin - width, y: y - height / 2, width, height },
    style: { fill: theme.background },
  };
}

function drawAxis(axis: PlacedAxis, layout: ParallelLayout, theme: FigureTheme): readonly GraphicElement[] {
  const { plot, spacing, railY } = layout;
  const upright: GraphicElement = {
    type: "line",
    silent: true,
    shape: { x1: axis.x, y1: plot.y, x2: axis.x, y2: plot.y + plot.height },
    style: { stroke: theme.muted, lineWidth: 1.2 },
  };
  const words = { size: tickSize, color: theme.muted, align: "right", baseline: "middle", bold: false } as const;
  // once, where the rail begins: elsewhere lines end on it
  const rail = railY === null || axis.x > plot.x ? [] : [{ y: railY, text: "–" }];
  const ticks = [...axis.ticks, ...rail].flatMap(({ y, text }) => {
    const shown = fitText(text, Math.min(spacing, plot.x + 20) - 22, tickSize);
    const tick = { ...words, x: axis.x - tickGap, y, text: shown };
    return [drawSheet(tick, theme), writeText(tick, theme)];
  });
  const label = writeText(
    {
      ...words,
      x: axis.x,
      y: plot.y - 17,
      text: fitText(axis.label, spacing - 8, labelSize),
      size: labelSize,
      color: theme.ink,
      align: "center",
      baseline: "bottom",
    },
    theme,
  );
  return [upright, ...ticks, label];
}

/** The lines without a value somewhere run along a dotted rail. */
function drawRail({ plot, railY }: ParallelLayout, theme: FigureTheme): readonly GraphicElement[] {
  if (railY === null) return [];
  return [
    {
      type: "line",
      silent: true,
      shape: { x1: plot.x, y1: railY, x2: plot.x + plot.width, y2: railY },
      style: { stroke: theme.grid, lineWidth: 1 },
    },
  ];
}

/** The figure as an ECharts option, for a canvas of the size `layoutParallel` gives. */
export function drawParallel(figure: ParallelFigure, theme: FigureTheme): EChartsOption {
  const layout = layoutParallel(figure);
  const elements: readonly GraphicElement[] = [
    ...writeHeadings({ ...figure, noteY: layout.noteY }, theme),
    ...drawRail(layout, theme),
    ...layout.lines.map(drawLine),
    ...layout.axes.flatMap((axis) => drawAxis(axis, layout, theme)),
  ];
  return {
    animation: false,
    backgroundColor: theme.background,
    graphic: { elements: [...elements] } as NonNullable<EChartsOption["graphic"]>,
  };
}
