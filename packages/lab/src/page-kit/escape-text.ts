/** Text that came from anywhere, made safe for element content and for quoted attributes. */

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * Control characters other than tab and line ends, for which XML 1.0 has no way to write them; what is no character;
 * and marks that turn round the order in which all that follows is read.
 */
const forbidden = /(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF\u202A-\u202E\u2066-\u2069]/gu;

/** Where there was one, a sign that there was. */
export function replaceForbidden(text: string): string {
  return text.replace(forbidden, "\uFFFD");
}

/** For element content and quoted attribute values, in HTML and XML. */
export function escapeText(text: string): string {
  return replaceForbidden(text).replace(/[&<>"']/g, (character) => entities[character] as string);
}

/** JSON for a `<script type="application/json">`: no `<`, so that no end tag and no comment can begin. */
export function escapeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
