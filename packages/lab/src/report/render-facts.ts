/** A list of short facts, name above value, in as many columns as fit. */
import type { Html, HtmlPart } from "./html.ts";
import { html } from "./html.ts";

export function renderFacts(facts: readonly (readonly [string, HtmlPart])[]): Html {
  return html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
