/** Where the axes and lines of parallel coordinates lie, in pixels. */
import type { Rectangle } from "./layout-figure.ts";
import type { ParallelAxis, ParallelFigure, ParallelLine } from "./parallel-figure.ts";
import { formatAxis, spanLinear, spanLog } from "./ticks.ts";

export interface PlacedAxis {
  readonly label: string;
  readonly x: number;
  readonly ticks: readonly { readonly y: number; readonly text: string }[];
}

export interface PlacedLine {
  readonly line: ParallelLine;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface ParallelLayout {
  readonly width: number;
  readonly height: number;
  readonly noteY: number;
  /** the axes' extent, without the rail */
  readonly plot: Rectangle;
  /** pixels between neighbouring axes */
  readonly spacing: number;
  readonly axes: readonly PlacedAxis[];
  readonly lines: readonly PlacedLine[];
  /** null: every line has a value on every axis */
  readonly railY: number | null;
}

const sideMargin = 78;
const titleHeight = 30;
const noteHeight = 20;
const labelHeight = 36;
const railGap = 34;
const bottomMargin = 16;

interface Scale {
  /** 0 at the bottom, 1 at the top */
  place(value: number): number;
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
}

/** On the axis: a value beyond it is drawn at the end that it lies beyond. */
function holdShare(share: number): number {
  return Number.isNaN(share) ? 0 : Math.max(0, Math.min(1, share));
}

function placeCategory(values: readonly string[]): Scale {
  const place = (value: number) => holdShare((value + 0.5) / values.length);
  return { place, ticks: values.map((text, value) => ({ value, text })) };
}

function placeNumbers(kind: "linear" | "log" | "whole", low: number, high: number): Scale {
  const span = kind === "log" ? spanLog(low, high) : spanLinear(low, high, 5, kind === "whole");
  const at = kind === "log" ? Math.log10 : (value: number) => value;
  const format = formatAxis(span);
  // the axis ends where its values do, unless they are all the same, or too far apart for a number
  const extent = at(high) - at(low);
  const [first, last] = extent > 0 && extent < Infinity ? [low, high] : [span.min, span.max];
  const ticks = span.ticks.filter((value) => value >= first && value <= last);
  return {
    // what is no number on the axis lies at its lower end
    place: (value) => holdShare((at(value) - at(first)) / (at(last) - at(first))),
    ticks: ticks.map((value) => ({ value, text: format(value) })),
  };
}

function placeAxis(axis: ParallelAxis): Scale {
  return axis.kind === "category" ? placeCategory(axis.values) : placeNumbers(axis.kind, axis.low, axis.high);
}

/** Places every axis, tick and line. */
export function layoutParallel(figure: ParallelFigure): ParallelLayout {
  const { width, plotHeight, axes, lines } = figure;
  const noteY = figure.title === "" ? 4 : titleHeight;
  const top = noteY + (figure.note === "" ? 0 : noteHeight) + labelHeight;
  const plot = { x: sideMargin, y: top, width: width - 2 * sideMargin, height: plotHeight };
  const hasRail = lines.some(({ values }) => values.includes(null));
  const railY = hasRail ? top + plotHeight + railGap : null;
  const spacing = plot.width / Math.max(1, axes.length - 1);
  const scales = axes.map(placeAxis);
  const yOf = (share: number): number => Math.round((top + plotHeight * (1 - share)) * 10) / 10;
  const xOf = (i: number): number => Math.round(sideMargin + i * spacing);
  const placeValue = ({ place }: Scale, value: number | null): number =>
    value === null ? (railY as number) : yOf(place(value));
  return {
    width,
    height: (railY ?? top + plotHeight) + bottomMargin,
    noteY,
    plot,
    spacing,
    axes: axes.map(({ label }, i) => {
      const { place, ticks } = scales[i] as Scale;
      return { label, x: xOf(i), ticks: ticks.map(({ value, text }) => ({ y: yOf(place(value)), text })) };
    }),
    lines: lines.map((line) => {
      return { line, points: line.values.map((value, i) => [xOf(i), placeValue(scales[i] as Scale, value)]) };
    }),
    railY,
  };
}
