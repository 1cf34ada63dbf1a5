/**
 * The values under the pointer, or at the arrow keys' place, on every picture. It reads the JSON that
 * `render-figure.ts` leaves beside the SVG: `LocatedPlot[]` of charts.
 */
import type { LocatedCells, LocatedCurves } from "charts";
import { findElement } from "./find-element.ts";
import { formatCurveValue, formatValue } from "./format-value.ts";
import {
  type CellPlace,
  findCell,
  findPlot,
  findStop,
  keepWithin,
  listStops,
  type PicturePoint,
  scaleX,
  scaleY,
} from "./picture-places.ts";
import { addTooltip, createSvgElement, locatePointer, readArrow, scaleOf } from "./svg-picture.ts";

/** What is told at one place: lines of text for the tooltip, marks for the picture. */
interface Reading {
  readonly rows: readonly HTMLElement[];
  readonly marks: readonly SVGElement[];
  /** where the tooltip stands beside */
  readonly at: PicturePoint;
}

/** Before the first arrow key: it goes to the first stop, or the first cell. */
const before = { index: 0, stop: -1, row: 0, column: -1 } as const;

function createTitle(text: string): HTMLElement {
  const title = document.createElement("b");
  title.textContent = text;
  return title;
}

function createRow(color: string, name: string, value: string): HTMLElement {
  const row = document.createElement("span");
  const label = document.createElement("i");
  label.textContent = name;
  label.dataset.color = color;
  const figure = document.createElement("b");
  figure.textContent = value;
  row.append(label, figure);
  return row;
}

/** Every curve's value at one stop, with a line through the plot and a dot on each curve. */
function readStop(located: LocatedCurves, value: number, y: number | null): Reading {
  const { plot, curves, xLabel, yDecimals } = located;
  const x = scaleX(located, value);
  const bottom = plot.y + plot.height;
  const values = curves.map(({ points }) => points.find(([candidate]) => candidate === value)?.[1] ?? null);
  const dots = curves.flatMap(({ color }, i) => {
    const curveValue = values[i] ?? null;
    if (curveValue === null) return [];
    const cy = scaleY(located, curveValue);
    // what the axis cuts off has a value, and no place
    if (!(cy >= plot.y && cy <= bottom)) return [];
    return [createSvgElement("circle", { class: "pointer-dot", cx: x, cy, r: 4, fill: color })];
  });
  return {
    rows: [
      createTitle(`${xLabel || "epoch"} ${formatValue(value)}`),
      ...curves.map(({ color, name }, i) => createRow(color, name, formatCurveValue(values[i] ?? null, yDecimals))),
    ],
    marks: [createSvgElement("line", { class: "pointer-line", x1: x, x2: x, y1: plot.y, y2: bottom }), ...dots],
    at: { x, y: y ?? plot.y + 8 },
  };
}

/** The value of one cell, with a frame around it. */
function readCell({ plot, values, rowLabel, columnLabel }: LocatedCells, { row, column }: CellPlace): Reading {
  const width = plot.width / values[0]!.length;
  const height = plot.height / values.length;
  const x = plot.x + column * width;
  const y = plot.y + row * height;
  const text = document.createElement("div");
  text.textContent = `${rowLabel.replace(/ \(.*/, "")} ${row + 1}, ${columnLabel} ${column + 1}`;
  return {
    rows: [createTitle(formatValue(values[row]![column]!)), text],
    marks: [createSvgElement("rect", { class: "pointer-cell", x, y, width, height })],
    at: { x: x + width, y },
  };
}

function readPicture(picture: HTMLElement): void {
  const svg = findElement<SVGSVGElement>(picture, "svg");
  const plots = JSON.parse(findElement(picture, "script").textContent) as readonly (LocatedCurves | LocatedCells)[];
  const overlay = createSvgElement("g", { "pointer-events": "none" });
  svg.append(overlay);
  const tooltip = addTooltip(picture);
  let place: { readonly index: number; readonly stop: number; readonly row: number; readonly column: number } = before;

  const hide = () => {
    tooltip.hidden = true;
    overlay.replaceChildren();
    place = before;
  };
  const show = ({ rows, marks, at }: Reading) => {
    overlay.replaceChildren(...marks);
    tooltip.replaceChildren(...rows);
    tooltip.hidden = false;
    const scale = scaleOf(svg);
    const left = at.x * scale + 14;
    const fits = left + tooltip.offsetWidth < picture.scrollLeft + picture.clientWidth;
    const lowest = svg.getBoundingClientRect().height - tooltip.offsetHeight - 2;
    tooltip.style.left = `${fits ? left : Math.max(0, at.x * scale - tooltip.offsetWidth - 14)}px`;
    tooltip.style.top = `${Math.max(0, Math.min(at.y * scale, lowest))}px`;
  };
  const showStop = (index: number, located: LocatedCurves, stop: number, y: number | null) => {
    const stops = listStops(located);
    if (stops.length === 0) return hide();
    place = { ...before, index, stop: keepWithin(stop, stops.length) };
    show(readStop(located, stops[place.stop]!, y));
  };
  const showCell = (index: number, located: LocatedCells, cell: CellPlace) => {
    const row = keepWithin(cell.row, located.values.length);
    const column = keepWithin(cell.column, located.values[0]!.length);
    place = { ...before, index, row, column };
    show(readCell(located, { row, column }));
  };

  picture.addEventListener("pointermove", (event) => {
    const pointer = locatePointer(svg, event);
    const index = findPlot(plots, pointer);
    const located = plots[index];
    if (located === undefined) return hide();
    if (located.kind === "cells") return showCell(index, located, findCell(located, pointer));
    showStop(index, located, findStop(located, pointer.x), pointer.y + 12);
  });
  picture.addEventListener("pointerleave", hide);
  picture.addEventListener("blur", hide);
  picture.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return hide();
    const arrow = readArrow(event);
    if (arrow === null) return;
    event.preventDefault();
    const [right, down] = arrow;
    const { index, stop, row, column } = place;
    const here = plots[index]!;
    if (here.kind === "cells") return showCell(index, here, { row: row + down, column: column + right });
    const next = (index + down + plots.length) % plots.length;
    showStop(next, plots[next] as LocatedCurves, stop + right, null);
  });
}

export function readPictures(): void {
  for (const picture of document.querySelectorAll<HTMLElement>(".picture")) readPicture(picture);
}
