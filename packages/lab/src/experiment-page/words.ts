/** Words that fit a number, lists that read, times, and how long a table is. */
import { formatCount } from "../page-kit/format-number.ts";
import { ROWS_SHOWN_WHOLE } from "./style.ts";

/** "1 trial", "2,000 trials" */
export function countOf(count: number, one: string, many: string = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/**
 * "a", "a and b", "a, b and c"; of more than `most`, "a, b and 7 others"; words with commas of their own stand between
 * semicolons
 */
export function joinWords(words: readonly string[], most: number = words.length): string {
  const named = words.length > most ? words.slice(0, most) : words.slice(0, -1);
  const rest = words.length > most ? countOf(words.length - most, "other") : words.at(-1);
  if (named.length === 0) return rest ?? "";
  const [comma, and] = words.some((word) => word.includes(",")) ? ["; ", "; and "] : [", ", " and "];
  return `${named.join(comma)}${and}${rest}`;
}

/**
 * What the title of a long table adds, " (66 pairs)": it scrolls by itself, so that nobody sees where it ends. Empty
 * for one that is shown whole.
 */
export function tellLength(rows: number, what: string): string {
  return rows > ROWS_SHOWN_WHOLE ? ` (${countOf(rows, what)})` : "";
}

/** `2026-11-25 12:00:00 UTC`: a page is read wherever it is sent. */
export function formatTime(time: { toISOString(): string }): string {
  return time
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, " UTC");
}
