/** What the title of a long table adds: it scrolls by itself, so that nobody sees where it ends. */
import { ROWS_SHOWN_WHOLE } from "./style.ts";
import { countOf } from "./words.ts";

/** " (66 pairs)"; empty for a table that is shown whole. */
export function tellLength(rows: number, what: string): string {
  return rows > ROWS_SHOWN_WHOLE ? ` (${countOf(rows, what)})` : "";
}
