/** Line charts, one or many beside each other, as one ECharts option. */
import type {
  EChartsOption,
  LineSeriesOption,
  SeriesOption,
  TitleComponentOption,
  XAXisComponentOption,
  YAXisComponentOption,
} from "echarts";
import { type Axes, clipLine, isOnAxis } from "./clip-to-axes.ts";
import type { Curve, CurveFigure, CurveLevel, CurveMark } from "./curve-figure.ts";
import { nameCurves } from "./curve-figure.ts";
import { drawBackground, drawDots } from "./draw-background.ts";
import { drawBand } from "./draw-band.ts";
import { drawWhiskers } from "./draw-whiskers.ts";
import { figureFont } from "./figure-font.ts";
import type { FigureLayout, PlacedPanel } from "./layout-figure.ts";
import { chooseLegendGap, chooseLegendWidth, layoutFigure, legendEntry } from "./layout-figure.ts";
import { describeKey, standForKey } from "./legend-keys.ts";
import type { FigureTheme } from "./palette.ts";
import { formatAxis } from "./ticks.ts";

function drawTitles(figure: CurveFigure, layout: FigureLayout, theme: FigureTheme): TitleComponentOption[] {
  const title = {
    text: figure.title,
    left: 12,
    top: layout.titleY,
    padding: 0,
    textStyle: { fontSize: 16, color: theme.ink },
  };
  const note = {
    text: figure.note,
    left: 12,
    top: layout.noteY,
    padding: 0,
    textStyle: { fontSize: 12, color: theme.warning },
  };
  const panels = layout.panels.map(({ panel, plot }) => ({
    text: panel.title,
    left: plot.x,
    top: plot.y - 20,
    padding: 0,
    textStyle: { fontSize: 13, color: theme.ink },
  }));
  return [title, note, ...panels].filter(({ text }) => text !== "");
}

function drawXAxis({ panel, x }: PlacedPanel, gridIndex: number, theme: FigureTheme): XAXisComponentOption {
  const ticks = [...x.ticks];
  return {
    type: x.scale === "log" ? "log" : "value",
    gridIndex,
    min: x.min,
    max: x.max,
    name: panel.xLabel,
    nameLocation: "middle",
    nameGap: 26,
    nameTextStyle: { color: theme.muted, fontSize: 12 },
    axisLine: { show: true, onZero: false, lineStyle: { color: theme.axis } },
    axisTick: { show: true, customValues: ticks, lineStyle: { color: theme.axis } },
    axisLabel: { customValues: ticks, formatter: formatAxis(x), color: theme.muted, fontSize: 11 },
    splitLine: { show: false },
  };
}

function drawYAxis({ panel, y }: PlacedPanel, gridIndex: number, theme: FigureTheme): YAXisComponentOption {
  const ticks = [...y.ticks];
  return {
    type: "value",
    gridIndex,
    min: y.min,
    max: y.max,
    interval: (ticks[1] as number) - (ticks[0] as number),
    name: panel.yLabel,
    nameLocation: "middle",
    nameGap: 42,
    nameTextStyle: { color: theme.muted, fontSize: 12 },
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { customValues: ticks, formatter: formatAxis(y), color: theme.muted, fontSize: 11 },
    splitLine: { lineStyle: { color: theme.grid } },
  };
}

function drawCurve(curve: Curve, index: number, axes: Axes): LineSeriesOption {
  return {
    type: "line",
    name: curve.name,
    xAxisIndex: index,
    yAxisIndex: index,
    data: clipLine(curve.points, axes).map(([x, y]) => [x, y ?? "-"]),
    symbol: curve.dots ? "circle" : "none",
    symbolSize: 5,
    showAllSymbol: true,
    animation: false,
    silent: true,
    clip: true,
    z: 3,
    lineStyle: { width: 1.8, type: curve.line, color: curve.color },
    itemStyle: { color: curve.color },
  };
}

/** Invisible itself; carries the panel's horizontal lines. */
function drawLevels(levels: readonly CurveLevel[], index: number, theme: FigureTheme): LineSeriesOption {
  return {
    type: "line",
    xAxisIndex: index,
    yAxisIndex: index,
    data: [],
    silent: true,
    markLine: {
      silent: true,
      animation: false,
      symbol: "none",
      lineStyle: { color: theme.ink, type: [6, 3], width: 1 },
      label: {
        color: theme.ink,
        fontSize: 10,
        distance: [4, 4],
        textBorderColor: theme.background,
        textBorderWidth: 3,
      },
      data: levels.map((level) => ({
        yAxis: level.y,
        label: {
          formatter: level.label,
          position: level.side === "above" ? ("insideStartTop" as const) : ("insideStartBottom" as const),
        },
      })),
    },
  };
}

/** Invisible itself; carries the panel's vertical lines. */
function drawMarks(marks: readonly CurveMark[], index: number, theme: FigureTheme): LineSeriesOption {
  return {
    type: "line",
    xAxisIndex: index,
    yAxisIndex: index,
    data: [],
    silent: true,
    markLine: {
      silent: true,
      animation: false,
      symbol: "none",
      lineStyle: { color: theme.axis, type: [4, 3], width: 1 },
      label: { position: "insideStartTop", rotate: 0, color: theme.muted, fontSize: 10, distance: [4, 4] },
      data: marks.map((mark) => ({ xAxis: mark.x, label: { formatter: mark.label } })),
    },
  };
}

function drawBehind({ panel, x, y }: PlacedPanel, index: number, theme: FigureTheme): SeriesOption[] {
  const { background = [], dots = [] } = panel;
  const levels = (panel.levels ?? []).filter((level) => isOnAxis(level.y, y));
  return [
    ...(background.length > 0 ? [drawBackground(background, index, { x, y }, theme)] : []),
    ...(dots.length > 0 ? [drawDots(dots, index, { x, y }, theme)] : []),
    ...(levels.length > 0 ? [drawLevels(levels, index, theme)] : []),
  ];
}

/** The figure as an ECharts option, for a canvas of the size `layoutFigure` gives. */
export function drawCurves(figure: CurveFigure, theme: FigureTheme): EChartsOption {
  const layout = layoutFigure(figure);
  const keys = figure.keys ?? [];
  const series = layout.panels.flatMap((placed, i): SeriesOption[] => {
    const { curves, marks } = placed.panel;
    const seen = marks.filter((mark) => isOnAxis(mark.x, placed.x));
    return [
      ...drawBehind(placed, i, theme),
      ...curves.flatMap((curve) => (curve.band === null ? [] : [drawBand(curve, curve.band, i, placed)])),
      ...drawWhiskers(curves, i, placed),
      ...curves.map((curve) => drawCurve(curve, i, placed)),
      ...(seen.length > 0 ? [drawMarks(seen, i, theme)] : []),
    ];
  });
  return {
    animation: false,
    backgroundColor: theme.background,
    textStyle: { fontFamily: figureFont },
    title: drawTitles(figure, layout, theme),
    legend: {
      data: [...nameCurves(figure), ...keys.map((key) => describeKey(key, theme))],
      left: legendEntry.left,
      width: chooseLegendWidth(figure),
      top: layout.legendY,
      itemWidth: legendEntry.line,
      // the line alone says which series it is; a dot would hide its dashes
      itemStyle: { opacity: 0 },
      itemGap: chooseLegendGap(figure),
      selectedMode: false,
      textStyle: { color: theme.ink, fontSize: 12 },
    },
    grid: layout.panels.map(({ plot }) => ({ left: plot.x, top: plot.y, width: plot.width, height: plot.height })),
    xAxis: layout.panels.map((placed, i) => drawXAxis(placed, i, theme)),
    yAxis: layout.panels.map((placed, i) => drawYAxis(placed, i, theme)),
    series: [...series, ...keys.map(standForKey)],
  };
}
