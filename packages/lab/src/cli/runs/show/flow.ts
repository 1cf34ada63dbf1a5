/** JSON for a reader: on one line, without the quotes that a name does not need. `{set: mnist, rows: 100}` */
import type { Json } from "study";
import { formatWhole } from "../../tables/format-value.ts";

const PLAIN = /^[A-Za-z_][\w./-]*$/;
const WORDS_OF_JSON: ReadonlySet<string> = new Set(["true", "false", "null"]);

export function flow(value: Json): string {
  if (typeof value === "string") return PLAIN.test(value) && !WORDS_OF_JSON.has(value) ? value : JSON.stringify(value);
  if (value === null || typeof value !== "object") return formatWhole(value);
  if (isList(value)) return `[${value.map(flow).join(", ")}]`;
  const fields = Object.entries(value).map(([name, field]) => `${flow(name)}: ${flow(field)}`);
  return `{${fields.join(", ")}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
