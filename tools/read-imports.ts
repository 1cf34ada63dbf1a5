/**
 * What a source file imports, read from its text. Relies on the formatter: double quotes, statements at line starts.
 */
import { posix } from "node:path";
import { blankComments } from "./blank-comments.ts";

export interface Import {
  readonly specifier: string;
  /** erased at run time: `import type`, `export type` */
  readonly typeOnly: boolean;
  readonly line: number;
}

const statement = /^(?:import|export)\s+(type\s)?[^"';]*?from\s*"([^"]+)"|^import\s*"([^"]+)"/gm;
const inline = /\bimport\(\s*"([^"]+)"\s*\)/g;
/**
 * A source that is named and not imported: `new URL("./worker.ts", import.meta.url)`, `fork("./worker.ts")`. Whatever
 * is done with the name, it is one file that runs another, so any text that is the relative path of a source counts.
 */
const named = /(?<!\bfrom\s*|\bimport\s*\(?\s*)(["'`])(\.{1,2}\/[^"'`\s$]+\.tsx?)\1/g;
/** `new URL("./worker.js", import.meta.url)`: a file that the build makes, beside that built from this one */
const built = /\bnew URL\(\s*"(\.\/[^"]+\.js)",\s*import\.meta\.url/g;
/** `join(import.meta.dirname, "..", "worker.ts")` */
const joined = /\bimport\.meta\.dirname((?:,\s*"[^"]+")*,\s*"[^"]+\.ts")/g;

/** Imports, and sources named in some other way, which count as imports of values. */
export function readImports(source: string): Import[] {
  const text = blankComments(source);
  const found: Import[] = [];
  const add = (index: number, specifier: string, typeOnly = false): void => {
    found.push({ specifier, typeOnly, line: text.slice(0, index).split("\n").length });
  };
  for (const match of text.matchAll(statement)) add(match.index, match[2] ?? match[3]!, match[1] !== undefined);
  for (const match of text.matchAll(inline)) add(match.index, match[1]!);
  for (const match of text.matchAll(named)) add(match.index, match[2]!);
  for (const match of text.matchAll(built)) add(match.index, match[1]!);
  for (const match of text.matchAll(joined)) {
    const parts = [...match[1]!.matchAll(/"([^"]+)"/g)].map(([, part]) => part!);
    const path = posix.join(...parts);
    add(match.index, path.startsWith("../") ? path : `./${path}`);
  }
  return found;
}
