/** A table of an interface's fields and what their comments say, read from the source that declares it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { code, table } from "./markdown-table.ts";

const sources = join(import.meta.dirname, "../../packages");

const FIELD =
  /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*)?^ {2}(?:readonly )?(\w+)(\?)?(?:: (\{[^}]*\}|[^;]+)|(\([^;]+));/gm;

export function interfaceTable(file: string, name: string): string {
  const source = readFileSync(join(sources, file), "utf8");
  const body = new RegExp(`^export interface ${name}\\b[^{]*\\{\\n([\\s\\S]*?)^\\}`, "m").exec(source)?.[1];
  if (body === undefined) throw new Error(`Cannot tell the fields of ${name}: ${file} does not declare it`);
  const rows = [...body.matchAll(FIELD)].map(([, comment, field, optional, type, call]) => [
    code(field!),
    type === undefined ? "a function" : code(type.replaceAll(/\s+/g, " ")),
    `${optional === undefined && !/Report|Health|Check$/.test(name) ? "Needed. " : ""}${readComment(comment ?? "")}${call === undefined ? "" : ` Called with ${code(call.replaceAll(/\s+/g, " "))}.`}`,
  ]);
  if (rows.length === 0) throw new Error(`Cannot tell the fields of ${name}: none was found in ${file}`);
  return table(["name", "type", "what it is"], rows);
}

function readComment(comment: string): string {
  return comment
    .replaceAll(/^\s*\*/gm, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}
