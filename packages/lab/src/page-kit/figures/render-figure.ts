/** A figure on the page: the vector picture inline, its data for the pointer beside it, its caption. */
import type { LocatedPlot } from "charts";
import { escapeJson } from "../escape-text.ts";
import { type Html, html, trustMarkup } from "../html.ts";
import { renderMarks } from "../table.ts";
import type { Figure } from "./figure.ts";

/** A picture that answers to pointer and arrow keys through `browser/read-pictures.ts`. */
export function renderPicture(svg: string, plots: readonly LocatedPlot[], label: string): Html {
  const data = trustMarkup(escapeJson(plots));
  return html`<div class="picture" tabindex="0" role="group" aria-label="${label}. Arrow keys read the values.">${trustMarkup(svg)}<script type="application/json">${data}</script></div>`;
}

/** A picture of lines, of which the pointer picks one (`browser/pick-lines.ts`), or one that says all it has to say. */
export function renderDrawing(svg: string, plots: readonly LocatedPlot[]): Html {
  const data = trustMarkup(escapeJson(plots));
  return html`<div class="drawing table-frame">${trustMarkup(svg)}<script type="application/json">${data}</script></div>`;
}

/** A figure that its number names, around its picture; its two files lie beside the page. */
export function renderNumbered(
  figure: Pick<Figure, "name" | "caption">,
  number: number,
  marks: readonly string[],
  picture: Html,
): Html {
  return html`
<figure id="${figure.name}">
${picture}
<figcaption><strong>Figure ${number}.</strong>${renderMarks(marks)} ${figure.caption}
<span class="downloads"><a href="figures/${figure.name}.svg">SVG</a> <a href="figures/${figure.name}.png">PNG</a></span></figcaption>
</figure>`;
}
