/**
 * The line under the pointer, in pictures of many lines. It reads the JSON that `render-figure.ts` leaves beside the
 * SVG: `LocatedLines`, or nothing where nothing is to be picked.
 */
import type { LocatedLines } from "charts";
import { findElement } from "./find-element.ts";
import { findNearestLine } from "./find-nearest-line.ts";
import type { PicturePoint } from "./picture-places.ts";
import { addTooltip, createSvgElement, locatePointer, readArrow, scaleOf } from "./svg-picture.ts";

function pickLinesOf(drawing: HTMLElement, { lines }: LocatedLines): void {
  const svg = findElement<SVGSVGElement>(drawing, "svg");
  const picked = createSvgElement("polyline", { class: "picked-line" });
  svg.append(picked);
  const tooltip = addTooltip(drawing);
  drawing.tabIndex = 0;
  drawing.setAttribute("role", "group");
  drawing.setAttribute("aria-label", "Lines. Arrow keys go from one to the next, the best first.");
  let place = lines.length;

  const hide = () => {
    tooltip.hidden = true;
    picked.removeAttribute("points");
  };
  const show = (index: number, { x, y }: PicturePoint) => {
    place = index;
    const line = lines[index]!;
    picked.setAttribute("points", line.points.map((point) => point.join(",")).join(" "));
    tooltip.textContent = line.name;
    tooltip.hidden = false;
    const scale = scaleOf(svg);
    const most = drawing.scrollLeft + drawing.clientWidth - tooltip.offsetWidth - 4;
    tooltip.style.left = `${Math.max(drawing.scrollLeft, Math.min(x * scale + 14, most))}px`;
    tooltip.style.top = `${Math.max(0, y * scale - tooltip.offsetHeight - 10)}px`;
  };
  drawing.addEventListener("pointermove", (event) => {
    const pointer = locatePointer(svg, event);
    const nearest = findNearestLine(lines, pointer);
    if (nearest === null) hide();
    else show(nearest, pointer);
  });
  drawing.addEventListener("pointerleave", hide);
  drawing.addEventListener("blur", hide);
  drawing.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return hide();
    const arrow = readArrow(event);
    if (arrow === null || lines.length === 0) return;
    event.preventDefault();
    // the best line is the last one, drawn over the others
    const [right, down] = arrow;
    const index = Math.max(0, Math.min(lines.length - 1, place - right - down));
    const [x, y] = lines[index]!.points.at(-1)!;
    show(index, { x, y });
  });
}

export function pickLines(): void {
  for (const drawing of document.querySelectorAll<HTMLElement>(".drawing")) {
    const [plot] = JSON.parse(findElement(drawing, "script").textContent) as readonly LocatedLines[];
    if (plot !== undefined) pickLinesOf(drawing, plot);
  }
}
