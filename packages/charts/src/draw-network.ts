/** A network as an SVG: boxes from top to bottom, blocks around their layers, shortcuts beside them. */

import { figureFont } from "./figure-font.ts";
import { estimateTextWidth, fitText } from "./fit-text.ts";
import {
  BOX,
  END_HEIGHT,
  layoutNetwork,
  type NetworkLayout,
  type PlacedBlock,
  type PlacedPart,
  SUM_RADIUS,
} from "./layout-network.ts";
import type { NetworkFigure } from "./network-figure.ts";
import {
  darkSeriesColors,
  darkTheme,
  type FigureTheme,
  lightTheme,
  type SeriesColor,
  seriesColors,
} from "./palette.ts";

export interface NetworkFrame {
  /** prefix of every id in the picture: unique on a page */
  readonly name: string;
  /** read out instead of the picture: what it is, and what one sees */
  readonly alternative: string;
  readonly description: string;
  /** a file of its own, which follows the reader's choice of light or dark; a page exchanges colours itself */
  readonly isFile: boolean;
}

/** The picture as SVG text. */
export function drawNetwork(figure: NetworkFigure, frame: NetworkFrame, theme: FigureTheme = lightTheme): string {
  const layout = layoutNetwork(figure);
  const { width, height } = layout;
  const pen: Pen = { theme, layout, center: layout.x + BOX.width / 2 };
  const { name, alternative, description, isFile } = frame;
  const heading =
    figure.title === "" ? "" : write(14, 27, fit(figure.title, width - 28, 16, "bold"), theme.ink, 16, "bold");
  const total = fit(figure.total, width - 28, 12);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="${name}-title ${name}-desc" ` +
      `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${figureFont}">`,
    `<title id="${name}-title">${escapeText(alternative)}</title>`,
    `<desc id="${name}-desc">${escapeText(description)}</desc>`,
    isFile ? `<style>@media (prefers-color-scheme: dark) {${exchange()}}</style>` : "",
    `<rect x="0" y="0" width="${width}" height="${height}" fill="${theme.background}"/>`,
    heading,
    ...layout.parts.map((part) => drawPart(pen, part)),
    write(pen.center, layout.total, total, theme.muted, 12, "normal", "middle"),
    "</svg>",
  ].join("");
}

interface Pen {
  readonly theme: FigureTheme;
  readonly layout: NetworkLayout;
  /** where the column's arrows go */
  readonly center: number;
}

function drawPart(pen: Pen, part: PlacedPart): string {
  switch (part.kind) {
    case "arrow":
      return drawArrow(pen, part.from, part.y);
    case "end":
      return drawEnd(pen, part.y, part.text);
    case "more":
      return drawMore(pen, part.y, part.count);
    case "block":
      return drawBlock(pen, part);
    case "box":
      return drawBox(pen, part);
    default:
      return part satisfies never;
  }
}

function drawArrow({ theme, center }: Pen, from: number, to: number): string {
  return (
    `<path d="M${center} ${from}V${to - 5}" fill="none" stroke="${theme.muted}" stroke-width="1.5"/>` +
    `<path d="M${center - 4} ${to - 6}h8l-4 6z" fill="${theme.muted}"/>`
  );
}

/** What comes in, and what the loss is. */
function drawEnd({ theme, center }: Pen, y: number, text: string): string {
  const fitted = fit(text, BOX.width - 32, 13);
  const width = Math.min(BOX.width, Math.max(120, Math.ceil(widthOf(fitted, 13)) + 24));
  const pill = { x: center - width / 2, y, width, height: END_HEIGHT, rx: END_HEIGHT / 2 };
  return rectangle(pill, theme.grid, theme.axis) + write(center, y + 20, fitted, theme.ink, 13, "normal", "middle");
}

function drawMore({ theme, center }: Pen, y: number, count: number): string {
  const text = `… ${count} layers more`;
  return write(center, y + 18, text, theme.muted, 13, "normal", "middle");
}

function drawBox(
  { theme, layout: { x } }: Pen,
  { y, layer, last, times }: Extract<PlacedPart, { kind: "box" }>,
): string {
  const { kind, detail, name, shape, size } = layer;
  const right = x + BOX.width - (times > 1 ? TIMES_INSIDE : 14);
  const room = right - x - 32;
  const shown = {
    shape: fit(shape, room * 0.5, 14),
    size: fit(times > 1 && size !== "" ? `${size} each` : size, room * 0.6, 12),
  };
  return [
    rectangle({ x, y, width: BOX.width, height: BOX.height, rx: 6 }, theme.background, theme.axis),
    `<path d="M${x + 6} ${y}a6 6 0 0 0-6 6v${BOX.height - 12}a6 6 0 0 0 6 6z" fill="${seriesColors[layer.color]}"/>`,
    writeTwo(x + 18, y + 20, [kind, 14, theme.ink], [detail, 13, theme.ink], room - widthOf(shown.shape, 14)),
    write(right, y + 20, shown.shape, theme.ink, 14, "normal", "end"),
    write(x + 18, y + 38, fit(spanNames(name, last), room - widthOf(shown.size, 12), 12), theme.muted, 12),
    write(right, y + 38, shown.size, theme.muted, 12, "normal", "end"),
    times > 1 ? drawTimes(theme, x + BOX.width, y + BOX.height / 2, times) : "",
  ].join("");
}

/** "layer2-1 to 3" of layers that differ in their last number. */
function spanNames(first: string, last: string): string {
  if (first === last) return first;
  const stem = first.replace(/\d+$/, "");
  return last.startsWith(stem) && /^\d+$/.test(last.slice(stem.length))
    ? `${first} to ${last.slice(stem.length)}`
    : `${first} to ${last}`;
}

function drawBlock(pen: Pen, block: PlacedBlock): string {
  const { theme, layout, center } = pen;
  const { y, bottom, layer, last, times, shortcut } = block;
  const [x, end] = [layout.x - block.left, layout.x + BOX.width + block.right];
  const frame = { x, y, width: end - x, height: bottom - y, rx: 10 };
  const names = layer === null ? "" : spanNames(layer.name, last);
  const head = layer === null ? "repeated" : layer.kind;
  return [
    rectangle(frame, theme.background, theme.axis),
    writeTwo(x + 12, y + 18, [head, 13, theme.ink], [names, 12, theme.muted], center - x - 20),
    // through its head
    `<path d="M${center} ${y}V${y + 26}" fill="none" stroke="${theme.muted}" stroke-width="1.5"/>`,
    shortcut === null ? "" : drawShortcut(pen, block, shortcut),
    times > 1 ? drawTimes(theme, end - 34, y - 3, times) : "",
  ].join("");
}

function drawShortcut(
  { theme, layout, center }: Pen,
  { layer, bottom, left }: PlacedBlock,
  { from, sum, lane }: NonNullable<PlacedBlock["shortcut"]>,
): string {
  const color = seriesColors.vermillion;
  const x = layout.x + BOX.width + lane;
  const { label, after } = layer?.shortcut ?? { label: "", after: "" };
  const r = SUM_RADIUS;
  const roomRight = x - center - 20;
  const roomLeft = BOX.width / 2 + left - r - 24;
  return [
    `<circle cx="${center}" cy="${from}" r="3" fill="${color}"/>`,
    `<path d="M${center} ${from}H${x - 10}a10 10 0 0 1 10 10V${sum - 10}a10 10 0 0 1-10 10H${center + r + 6}" ` +
      `fill="none" stroke="${color}" stroke-width="2"/>`,
    `<path d="M${center + r + 7} ${sum - 5}v10l-7-5z" fill="${color}"/>`,
    `<circle cx="${center}" cy="${sum}" r="${r}" fill="${theme.background}" stroke="${theme.ink}" stroke-width="1.5"/>`,
    `<path d="M${center - 5} ${sum}h10M${center} ${sum - 5}v10" fill="none" stroke="${theme.ink}" stroke-width="1.5"/>`,
    `<path d="M${center} ${sum + r}V${bottom}" fill="none" stroke="${theme.muted}" stroke-width="1.5"/>`,
    label === "" ? "" : write(x - 12, from - 7, fit(label, roomRight, 12), theme.muted, 12, "normal", "end"),
    after === "" ? "" : write(center - r - 10, sum + 4, fit(after, roomLeft, 13), theme.ink, 13, "normal", "end"),
  ].join("");
}

/** "x 3" around that place. */
function drawTimes(theme: FigureTheme, x: number, y: number, times: number): string {
  const text = `× ${times}`;
  const width = Math.ceil(widthOf(text, 13, "bold")) + 10;
  return (
    rectangle({ x: x - width / 2, y: y - 11, width, height: 22, rx: 11 }, theme.ink, theme.ink) +
    write(x, y + 4.5, text, theme.background, 13, "bold", "middle")
  );
}

function rectangle(place: Readonly<Record<string, number>>, fill: string, stroke: string): string {
  const at = Object.entries(place).map(([name, value]) => `${name}="${value}"`);
  return `<rect ${at.join(" ")} fill="${fill}" stroke="${stroke}"/>`;
}

function write(
  x: number,
  y: number,
  text: string,
  fill: string,
  size: number,
  weight: "normal" | "bold" = "normal",
  anchor: "start" | "middle" | "end" = "start",
): string {
  if (text === "") return "";
  return (
    `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}" ` +
    `fill="${fill}">${escapeText(text)}</text>`
  );
}

/** A text in bold and one behind it, in so many pixels; the second is left out where there is none for it. */
function writeTwo(
  x: number,
  y: number,
  [bold, boldSize, boldFill]: readonly [string, number, string],
  [plain, size, fill]: readonly [string, number, string],
  width: number,
): string {
  const head = fit(bold, width, boldSize, "bold");
  const rest = width - widthOf(head, boldSize, "bold") - GAP;
  const more = plain === "" || rest < LEAST_ROOM ? "" : fit(plain, rest, size);
  const second =
    more === ""
      ? ""
      : `<tspan dx="${GAP}" font-size="${size}" font-weight="normal" fill="${fill}">${escapeText(more)}</tspan>`;
  const first = `<text x="${x}" y="${y}" font-size="${boldSize}" font-weight="bold" fill="${boldFill}">`;
  return `${first}${escapeText(head)}${second}</text>`;
}

/** How far from the right edge texts end where a number of times is on that edge. */
const TIMES_INSIDE = 40;
const GAP = 8;
const LEAST_ROOM = 24;
/** Fonts that stand in for the figure's are up to so much wider than letters are thought to be, and bold ones more. */
const WIDEST = { normal: 1.14, bold: 1.28 } as const;

function widthOf(text: string, size: number, weight: keyof typeof WIDEST = "normal"): number {
  return estimateTextWidth(text, size) * WIDEST[weight];
}

function fit(text: string, width: number, size: number, weight: keyof typeof WIDEST = "normal"): string {
  return fitText(text, width / WIDEST[weight], size);
}

/** Every colour of the light palette for the dark one's, as rules of CSS. */
function exchange(): string {
  const keys = ["background", "ink", "muted", "axis", "grid"] as const;
  const pairs = [
    ...keys.map((key) => [lightTheme[key], darkTheme[key]] as const),
    ...Object.entries(seriesColors).map(([name, light]) => [light, darkSeriesColors[name as SeriesColor]] as const),
  ];
  return pairs.map(([light, dark]) => `[fill="${light}"]{fill:${dark}}[stroke="${light}"]{stroke:${dark}}`).join("");
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
