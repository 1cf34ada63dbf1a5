/** A matrix as a picture: one cell per entry, a diverging palette centred at 0. */
import type { EChartsOption } from "echarts";
import { figureFont } from "./figure-font.ts";
import type { Rectangle } from "./layout-figure.ts";
import type { FigureTheme } from "./palette.ts";
import { divergingColors } from "./palette.ts";
import { formatTick } from "./ticks.ts";

export interface HeatMap {
  readonly title: string;
  readonly note: string;
  readonly rowLabel: string;
  readonly columnLabel: string;
  /** [rows][columns]; row 0 is drawn on top */
  readonly values: readonly (readonly number[])[];
  /** edge of one cell, pixels */
  readonly cellSize: number;
}

export interface HeatMapLayout {
  readonly width: number;
  readonly height: number;
  readonly plot: Rectangle;
  /** the palette runs from -limit to limit: the largest magnitude, rounded up to two digits */
  readonly limit: number;
}

const leftMargin = 64;
const keyWidth = 96;

/** The largest number that a renderer's palette can handle; larger entries have its last colour. */
const greatest = 1e300;
const least = 1e-300;

function limitOf(values: readonly (readonly number[])[]): number {
  const magnitudes = values.flat().map(Math.abs).filter(Number.isFinite);
  const largest = Math.min(
    greatest,
    magnitudes.reduce((most, value) => Math.max(most, value), 0),
  );
  if (largest < least) return 1;
  const step = 10 ** (Math.floor(Math.log10(largest)) - 1);
  return Number((Math.ceil(largest / step - 1e-9) * step).toPrecision(2));
}

/** Where a heat map's cells lie, in pixels. */
export function layoutHeatMap(map: HeatMap): HeatMapLayout {
  const rows = map.values.length;
  const columns = map.values[0]?.length ?? 0;
  const y = 30 + (map.note === "" ? 0 : 20) + 12;
  const plot = { x: leftMargin, y, width: columns * map.cellSize, height: rows * map.cellSize };
  return { width: plot.x + plot.width + keyWidth, height: y + plot.height + 50, plot, limit: limitOf(map.values) };
}

function countUp(count: number): string[] {
  return Array.from({ length: count }, (_, i) => String(i + 1));
}

/** What is not a number has an empty cell. */
function drawCell(row: number, column: number, value: number, limit: number): [number, number, number][] {
  return Number.isNaN(value) ? [] : [[column, row, Math.max(-limit, Math.min(limit, value))]];
}

/** The heat map as an ECharts option, for a canvas of the size `layoutHeatMap` gives. */
export function drawHeatMap(map: HeatMap, theme: FigureTheme): EChartsOption {
  const { plot, limit } = layoutHeatMap(map);
  const axis = {
    type: "category" as const,
    nameLocation: "middle" as const,
    nameTextStyle: { color: theme.muted, fontSize: 12 },
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: theme.muted, fontSize: 10, interval: 0 },
    splitArea: { show: false },
  };
  const titles = [
    { text: map.title, left: 12, top: 4, padding: 0, textStyle: { fontSize: 16, color: theme.ink } },
    { text: map.note, left: 12, top: 30, padding: 0, textStyle: { fontSize: 12, color: theme.warning } },
  ];
  return {
    animation: false,
    backgroundColor: theme.background,
    textStyle: { fontFamily: figureFont },
    title: titles.filter(({ text }) => text !== ""),
    grid: { left: plot.x, top: plot.y, width: plot.width, height: plot.height },
    xAxis: { ...axis, data: countUp(map.values[0]?.length ?? 0), name: map.columnLabel, nameGap: 26 },
    yAxis: { ...axis, data: countUp(map.values.length), name: map.rowLabel, nameGap: 34, inverse: true },
    visualMap: {
      type: "continuous",
      min: -limit,
      max: limit,
      precision: limit < 0.1 ? 4 : 2,
      calculable: false,
      text: [`+${formatTick(limit, [limit])}`, `−${formatTick(limit, [limit])}`],
      textStyle: { color: theme.muted, fontSize: 11 },
      inRange: { color: [...divergingColors] },
      itemWidth: 12,
      itemHeight: Math.min(200, plot.height),
      left: plot.x + plot.width + 18,
      top: plot.y,
    },
    series: [
      {
        type: "heatmap",
        silent: true,
        itemStyle: { borderColor: theme.background, borderWidth: 1 },
        data: map.values.flatMap((row, i) => row.flatMap((value, j) => drawCell(i, j, value, limit))),
      },
    ],
  };
}
