/**
 * What both kinds of picture share: the pointer's place in the SVG's own pixels, a tooltip, and which arrow was
 * pressed.
 */
import type { PicturePoint } from "./picture-places.ts";

export function createSvgElement<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | number>>,
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** Pixels of the page per pixel of the SVG. */
export function scaleOf(svg: SVGSVGElement): number {
  return svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
}

export function locatePointer(svg: SVGSVGElement, { clientX, clientY }: PointerEvent): PicturePoint {
  const box = svg.getBoundingClientRect();
  const scale = svg.viewBox.baseVal.width / box.width;
  return { x: (clientX - box.left) * scale, y: (clientY - box.top) * scale };
}

/** Hidden; screen readers tell what it shows. */
export function addTooltip(picture: HTMLElement): HTMLElement {
  const tooltip = document.createElement("div");
  tooltip.className = "tooltip";
  tooltip.setAttribute("role", "status");
  tooltip.hidden = true;
  picture.append(tooltip);
  return tooltip;
}

/**
 * One step right and down in the picture for each arrow; null for other keys, and where the browser means something
 * else by it.
 */
export function readArrow(event: KeyboardEvent): readonly [right: number, down: number] | null {
  const arrows: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
  };
  if (event.altKey || event.ctrlKey || event.metaKey) return null;
  return arrows[event.key] ?? null;
}
