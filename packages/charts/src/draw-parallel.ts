/** Parallel coordinates as one ECharts option: everything is placed by `layoutParallel` and drawn as graphic elements. */
import type { EChartsOption } from "echarts";
import { fitText } from "./fit-text.ts";
import type { GraphicElement } from "./graphic-text.ts";
import { writeHeadings, writeText } from "./graphic-text.ts";
import type { ParallelLayout, PlacedAxis, PlacedLine } from "./layout-parallel.ts";
import { layoutParallel } from "./layout-parallel.ts";
import type { FigureTheme } from "./palette.ts";
import type { ParallelFigure } from "./parallel-figure.ts";

const tickSize = 11;
const labelSize = 12;

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

function drawAxis(axis: PlacedAxis, layout: ParallelLayout, theme: FigureTheme): readonly GraphicElement[] {
  const { plot, spacing, railY } = layout;
  const upright: GraphicElement = {
    type: "line",
    silent: true,
    shape: { x1: axis.x, y1: plot.y, x2: axis.x, y2: plot.y + plot.height },
    style: { stroke: theme.muted, lineWidth: 1.2 },
  };
  const words = { size: tickSize, color: theme.muted, align: "right", baseline: "middle", bold: false } as const;
  const rail = railY === null ? [] : [{ y: railY, text: "–" }];
  const ticks = [...axis.ticks, ...rail].map(({ y, text }) =>
    writeText(
      { ...words, x: axis.x - 6, y, text: fitText(text, Math.min(spacing, plot.x + 20) - 22, tickSize) },
      theme,
    ),
  );
  const label = writeText(
    {
      ...words,
      x: axis.x,
      y: plot.y - 12,
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
