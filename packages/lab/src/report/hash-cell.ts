/** A hash in a table: small, in a fixed width; none is an en dash. */
import { html } from "./html.ts";
import type { Cell } from "./table.ts";

export function hashCell(hash: string): Cell {
  return { shown: html`<code class="hash">${hash === "" ? "–" : hash}</code>`, value: "shown" };
}
