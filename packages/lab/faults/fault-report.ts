/** A measured figure beside its bar, and the table of them. */
import { formatTable } from "../src/cli/tables/format-table.ts";

export interface BarResult {
  readonly what: string;
  readonly measured: string;
  readonly bar: string;
  readonly isMet: boolean;
}

export function formatResults(results: readonly BarResult[]): string {
  const rows = results.map(({ what, measured, bar, isMet }) => [what, measured, bar, isMet ? "met" : "MISSED"]);
  return formatTable(["what", "measured", "bar", ""], rows, "llll");
}
