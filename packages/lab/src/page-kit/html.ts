/** HTML that cannot be forgotten to escape: text becomes markup only by going through the `html` tag. */
import { escapeText } from "./escape-text.ts";

/** Markup. Everything else that is put into a template is text and is escaped. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

export type HtmlPart = Html | string | number | readonly HtmlPart[];

function toMarkup(part: HtmlPart): string {
  if (part instanceof Html) return part.markup;
  if (typeof part === "string" || typeof part === "number") return escapeText(String(part));
  return part.map(toMarkup).join("");
}

/** A template whose parts are escaped, for element content and quoted attribute values. */
export function html(template: readonly string[], ...parts: readonly HtmlPart[]): Html {
  return new Html(template.map((text, i) => text + (i < parts.length ? toMarkup(parts[i] as HtmlPart) : "")).join(""));
}

/** Markup from our own hands (a rendered SVG, a style sheet): never from data. */
export function trustMarkup(markup: string): Html {
  return new Html(markup);
}

export const nothing: Html = new Html("");
