/** A measured figure beside its limit, and the table of them. */
import { formatTable } from "../src/cli/tables/format-table.ts";

export interface Measured {
  readonly what: string;
  readonly measured: string;
  readonly limit: string;
  readonly isMet: boolean;
}

export function formatResults(results: readonly Measured[]): string {
  const rows = results.map(({ what, measured, limit, isMet }) => [what, measured, limit, isMet ? "met" : "MISSED"]);
  return formatTable(["what", "measured", "limit", ""], rows, "llll");
}
