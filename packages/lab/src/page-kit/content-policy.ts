/**
 * What a page may do, said to the browser in the page itself, for it is opened from a file (W3C, Content Security
 * Policy Level 3): its own scripts and style sheet, named by what they are, and nothing else. So a label that were
 * markup after all would do nothing.
 */
import { createHash } from "node:crypto";
import { type Html, html, trustMarkup } from "./html.ts";

export interface PageCode {
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
}

/** For the head, before any of the code. */
export function renderPolicy({ styles, scripts }: PageCode): Html {
  const directives = [
    "default-src 'none'",
    `style-src ${namesOf(styles)}`,
    `script-src ${namesOf(scripts)}`,
    // the icon, which is empty: a browser would ask for one
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return html`<meta http-equiv="Content-Security-Policy" content="${directives.join("; ")}">`;
}

export function renderStyle(style: string): Html {
  return html`<style>${trustMarkup(style)}</style>`;
}

export function renderScript(script: string): Html {
  return html`<script>${trustMarkup(script)}</script>`;
}

function namesOf(code: readonly string[]): string {
  if (code.length === 0) return "'none'";
  return code.map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`).join(" ");
}
