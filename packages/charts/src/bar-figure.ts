/** Horizontal bars as data, placed and drawn: a name, a bar from 0, its figure. */
import type { EChartsOption } from "echarts";
import { estimateTextWidth, fitText } from "./fit-text.ts";
import type { GraphicElement } from "./graphic-text.ts";
import { writeHeadings, writeText } from "./graphic-text.ts";
import type { FigureTheme } from "./palette.ts";

export interface Bar {
  readonly name: string;
  /** what lies outside 0 .. full is drawn as its end, no number as 0 */
  readonly value: number;
  /** behind the bar's end */
  readonly text: string;
  readonly color: string;
}

export interface BarFigure {
  /** empty for none */
  readonly title: string;
  readonly note: string;
  readonly width: number;
  /** below the bars */
  readonly xLabel: string;
  /** the value at the right end; ticks divide 0 .. full in four */
  readonly full: number;
  readonly formatTick: (value: number) => string;
  /** from top to bottom */
  readonly bars: readonly Bar[];
}

export interface BarLayout {
  readonly width: number;
  readonly height: number;
  readonly noteY: number;
  /** where the bars begin, and the pixels of a full one */
  readonly left: number;
  readonly span: number;
  readonly top: number;
}

const rowHeight = 28;
const barHeight = 16;
const axisHeight = 48;
const nameSize = 12;
const mostNameWidth = 260;
const textRoom = 150;

/** Where the bars lie, in pixels. */
export function layoutBars({ title, note, width, bars }: BarFigure): BarLayout {
  const noteY = title === "" ? 4 : 30;
  const top = noteY + (note === "" ? 0 : 20) + 6;
  const longest = Math.max(0, ...bars.map(({ name }) => estimateTextWidth(name, nameSize)));
  const left = Math.round(Math.max(60, Math.min(mostNameWidth, longest) + 24));
  return { width, height: top + bars.length * rowHeight + axisHeight, noteY, left, span: width - left - textRoom, top };
}

function drawTicks(figure: BarFigure, layout: BarLayout, theme: FigureTheme): readonly GraphicElement[] {
  const { left, span, top } = layout;
  const bottom = top + figure.bars.length * rowHeight;
  const words = { size: 11, color: theme.muted, align: "center", baseline: "top", bold: false } as const;
  const ticks = [0, 0.25, 0.5, 0.75, 1].flatMap((share): GraphicElement[] => {
    const x = Math.round(left + share * span);
    return [
      {
        type: "line",
        silent: true,
        shape: { x1: x, y1: top, x2: x, y2: bottom },
        style: { stroke: share === 0 ? theme.axis : theme.grid, lineWidth: 1 },
      },
      writeText({ ...words, x, y: bottom + 6, text: figure.formatTick(share * figure.full) }, theme),
    ];
  });
  return [...ticks, writeText({ ...words, x: left + span / 2, y: bottom + 25, text: figure.xLabel, size: 12 }, theme)];
}

function drawBar(bar: Bar, y: number, figure: BarFigure, layout: BarLayout, theme: FigureTheme): GraphicElement[] {
  const { left, span } = layout;
  const share = Math.min(Math.max(bar.value, 0), figure.full) / figure.full;
  const width = (Number.isFinite(share) ? share : 0) * span;
  const middle = y + rowHeight / 2;
  const words = { y: middle, size: nameSize, color: theme.ink, baseline: "middle", bold: false } as const;
  return [
    writeText({ ...words, x: left - 10, text: fitText(bar.name, mostNameWidth, nameSize), align: "right" }, theme),
    {
      type: "rect",
      silent: true,
      shape: { x: left, y: middle - barHeight / 2, width: Math.round(width * 10) / 10, height: barHeight },
      style: { fill: bar.color },
    },
    writeText({ ...words, x: left + width + 8, text: bar.text, align: "left" }, theme),
  ];
}

/** The figure as an ECharts option, for a canvas of the size `layoutBars` gives. */
export function drawBars(figure: BarFigure, theme: FigureTheme): EChartsOption {
  const layout = layoutBars(figure);
  const elements: readonly GraphicElement[] = [
    ...writeHeadings({ ...figure, noteY: layout.noteY }, theme),
    ...drawTicks(figure, layout, theme),
    ...figure.bars.flatMap((bar, i) => drawBar(bar, layout.top + i * rowHeight, figure, layout, theme)),
  ];
  return {
    animation: false,
    backgroundColor: theme.background,
    graphic: { elements: [...elements] } as NonNullable<EChartsOption["graphic"]>,
  };
}
