/** The version of an installed package, for the table. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export function versionOf(name: string): string {
  const file = join(import.meta.dirname, "..", "node_modules", name, "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
