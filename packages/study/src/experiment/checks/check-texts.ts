/** No name, label or text holds what a terminal would obey, a table would break by, or XML has no way to write. */

import type { Segments } from "../../json/path.ts";
import { showValue } from "../../json/show-value.ts";
import { ExperimentError } from "../experiment-error.ts";

/** control characters, halves of characters, and marks that turn round the order in which what follows is read */
const FORBIDDEN = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
/** is written as U+FFFD, as every other one */
const HALF = /\p{Cs}/u;
/** prose has lines */
const PROSE: ReadonlySet<string> = new Set(["description"]);
const LINES = /[\n\r\t]/g;

/**
 * Of an experiment as it was written, before anything of it is trained: figures and pages that nobody can draw come
 * last. Throws ExperimentError at the first one.
 */
export function checkTexts(value: unknown, path: Segments = []): void {
  if (typeof value === "string") {
    const isProse = path.length === 1 && PROSE.has(String(path[0]));
    fail(isProse ? value.replaceAll(LINES, "") : value, value, path);
  } else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) checkTexts(item, [...path, i]);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      fail(key, key, [...path, key]);
      checkTexts(item, [...path, key]);
    }
  }
}

function fail(text: string, whole: string, path: Segments): void {
  const found = FORBIDDEN.exec(text)?.[0];
  if (found === undefined) return;
  const code = found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  throw new ExperimentError(
    path,
    `cannot be ${showValue(whole)}: it holds the ` +
      `${HALF.test(found) ? "half of a character" : "control character"} U+${code}; leave it out`,
  );
}
