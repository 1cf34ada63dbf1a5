/** No name, label or text holds what a terminal would obey, a table would break by, or XML has no way to write. */

import { forbiddenIn } from "minibatch-data/sets";
import type { Segments } from "../../json/path.ts";
import { showValue } from "../../json/show-value.ts";
import { ExperimentError } from "../experiment-error.ts";

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
  const forbidden = forbiddenIn(text);
  if (forbidden === null) return;
  throw new ExperimentError(path, `cannot be ${showValue(whole)}: it holds ${forbidden}; leave it out`);
}
