/** Line charts, one or many beside each other, as one ECharts option. */
import type {
  EChartsOption,
  LegendComponentOption,
  LineSeriesOption,
  SeriesOption,
  TitleComponentOption,
  XAXisComponentOption,
  YAXisComponentOption,
} from "echarts";
import type { Curve, CurveFigure, CurveLevel } from "./curve-figure.ts";
import { drawBackground, drawDots, drawUprightBars } from "./draw-background.ts";
import { drawBand } from "./draw-band.ts";
import { drawWhiskers } from "./draw-whiskers.ts";
import { figureFont } from "./figure-font.ts";
import type { FigureLayout, PlacedPanel } from "./layout-figure.ts";
import { layoutFigure } from "./layout-figure.ts";
import { legendLine } from "./layout-legend.ts";
import { describeKey, standForKey } from "./legend-keys.ts";
import type { FigureTheme } from "./palette.ts";
import { type Axes, type Place, placeLine, placeValue } from "./place-on-axes.ts";
import { type AxisSpan, formatAxis } from "./ticks.ts";

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

/** Ticks where they lie on an axis from 0 to 1, and what is written at each. */
function placeTicks(span: AxisSpan): { ticks: number[]; formatter: (share: number) => string } {
  const format = formatAxis(span);
  const placed = span.ticks.flatMap((value) => {
    const share = placeValue(value, span);
    return share === null ? [] : [{ share, text: format(value) }];
  });
  const distance = (share: number, tick: { readonly share: number }) => Math.abs(tick.share - share);
  return {
    ticks: placed.map(({ share }) => share),
    formatter: (share) => placed.toSorted((a, b) => distance(share, a) - distance(share, b))[0]?.text ?? "",
  };
}

function drawXAxis({ panel, x }: PlacedPanel, gridIndex: number, theme: FigureTheme): XAXisComponentOption {
  const { ticks, formatter } = placeTicks(x);
  return {
    type: "value",
    gridIndex,
    min: 0,
    max: 1,
    name: panel.xLabel,
    nameLocation: "middle",
    nameGap: 26,
    nameTextStyle: { color: theme.muted, fontSize: 12 },
    axisLine: { show: true, onZero: false, lineStyle: { color: theme.axis } },
    axisTick: { show: true, customValues: ticks, lineStyle: { color: theme.axis } },
    axisLabel: { customValues: ticks, formatter, color: theme.muted, fontSize: 11 },
    splitLine: { show: false },
  };
}

function drawYAxis(
  { panel, y }: PlacedPanel,
  gridIndex: number,
  nameGap: number,
  theme: FigureTheme,
): YAXisComponentOption {
  const { ticks, formatter } = placeTicks(y);
  return {
    type: "value",
    gridIndex,
    min: 0,
    max: 1,
    interval: 1 / (ticks.length - 1),
    name: panel.yLabel,
    nameLocation: "middle",
    nameGap,
    nameTextStyle: { color: theme.muted, fontSize: 12 },
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { customValues: ticks, formatter, color: theme.muted, fontSize: 11 },
    splitLine: { lineStyle: { color: theme.grid } },
  };
}

/** Stretches one after the other, with a gap between each two. */
function joinStretches(stretches: readonly (readonly Place[])[]): (number | string)[][] {
  return stretches.flatMap((stretch, i) => [
    ...(i > 0 ? [[stretch[0]?.[0] ?? 0, "-"]] : []),
    ...stretch.map((place) => [...place]),
  ]);
}

/** What dashes are to a line: single points of one colour are told apart by their shape. */
const shapes = { solid: "circle", dashed: "diamond", dotted: "rect" } as const satisfies Record<Curve["line"], string>;
/** pixels: a diamond has half the area of its box */
const shapeSizes = { solid: 8, dashed: 11, dotted: 7 } as const satisfies Record<Curve["line"], number>;

function chooseSymbol({
  dots,
  points,
  line,
  aside = 0,
}: Curve): Pick<LineSeriesOption, "symbol" | "symbolSize" | "symbolOffset"> {
  if (!dots) return { symbol: "none" };
  if (points.length > 1) return { symbol: "circle", symbolSize: 5 };
  return { symbol: shapes[line], symbolSize: shapeSizes[line], symbolOffset: [aside, 0] };
}

function drawCurve(curve: Curve, index: number, axes: Axes): LineSeriesOption {
  return {
    type: "line",
    name: curve.name,
    xAxisIndex: index,
    yAxisIndex: index,
    data: joinStretches(placeLine(curve.points, axes)),
    ...chooseSymbol(curve),
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
function drawLevels(
  levels: readonly CurveLevel[],
  axis: AxisSpan,
  index: number,
  theme: FigureTheme,
): LineSeriesOption {
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
      data: levels.flatMap((level) => {
        const yAxis = placeValue(level.y, axis);
        const position = level.side === "above" ? ("insideStartTop" as const) : ("insideStartBottom" as const);
        return yAxis === null ? [] : [{ yAxis, label: { formatter: level.label, position } }];
      }),
    },
  };
}

/** Invisible itself; carries the panel's vertical lines. */
function drawMarks({ panel, x }: PlacedPanel, index: number, theme: FigureTheme): LineSeriesOption {
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
      data: panel.marks.flatMap((mark) => {
        const xAxis = placeValue(mark.x, x);
        return xAxis === null ? [] : [{ xAxis, label: { formatter: mark.label } }];
      }),
    },
  };
}

/** Small and seen through: where many lie on each other it is darker. */
const cloudLook = { radius: 2.6, opacity: 0.5 } as const;

function drawBehind({ panel, x, y }: PlacedPanel, index: number, theme: FigureTheme): SeriesOption[] {
  const { background = [], dots = [], levels = [], bars, cloud } = panel;
  const axes = { x, y };
  return [
    ...(background.length > 0 ? [drawBackground(background, index, axes, theme)] : []),
    ...(dots.length > 0 ? [drawDots(dots, index, axes, { color: theme.axis, radius: 3, opacity: 0.55 })] : []),
    ...(bars === undefined ? [] : [drawUprightBars(bars, index, axes)]),
    ...(cloud === undefined ? [] : [drawDots(cloud.points, index, axes, { color: cloud.color, ...cloudLook })]),
    ...(levels.length > 0 ? [drawLevels(levels, y, index, theme)] : []),
  ];
}

/** The figure as an ECharts option, for a canvas of the size `layoutFigure` gives. */
export function drawCurves(figure: CurveFigure, theme: FigureTheme): EChartsOption {
  const layout = layoutFigure(figure);
  const keys = figure.keys ?? [];
  const hasLines = figure.panels.some(({ curves }) => curves.some(({ points }) => points.length > 1));
  const series = layout.panels.flatMap((placed, i): SeriesOption[] => [
    ...drawBehind(placed, i, theme),
    ...placed.panel.curves.flatMap((curve) => (curve.band === null ? [] : [drawBand(curve, curve.band, i, placed)])),
    ...drawWhiskers(placed.panel.curves, i, placed),
    ...placed.panel.curves.map((curve) => drawCurve(curve, i, placed)),
    ...(placed.panel.marks.length > 0 ? [drawMarks(placed, i, theme)] : []),
  ]);
  return {
    animation: false,
    backgroundColor: theme.background,
    textStyle: { fontFamily: figureFont },
    title: drawTitles(figure, layout, theme),
    legend: layout.legend.map(({ name, x, y }): LegendComponentOption => {
      const key = keys.find((candidate) => candidate.name === name);
      return {
        data: [key === undefined ? name : describeKey(key, theme)],
        left: x,
        top: y,
        padding: 5,
        itemWidth: legendLine,
        // the line alone says which series it is, a dot would hide its dashes; where all are single points there is no
        // line
        ...(hasLines ? { itemStyle: { opacity: 0 } } : { lineStyle: { opacity: 0 } }),
        selectedMode: false,
        textStyle: { color: theme.ink, fontSize: 12 },
      };
    }),
    grid: layout.panels.map(({ plot }) => ({ left: plot.x, top: plot.y, width: plot.width, height: plot.height })),
    xAxis: layout.panels.map((placed, i) => drawXAxis(placed, i, theme)),
    yAxis: layout.panels.map((placed, i) => drawYAxis(placed, i, layout.nameGap, theme)),
    series: [...series, ...keys.map(standForKey)],
  };
}
