/** What a source file imports, read from its text. Relies on the formatter: double quotes, statements at line starts. */
import { blankComments } from "./blank-comments.ts";

export interface Import {
  readonly specifier: string;
  /** erased at run time: `import type`, `export type` */
  readonly typeOnly: boolean;
  readonly line: number;
}

const statement = /^(?:import|export)\s+(type\s)?[^"';]*?from\s*"([^"]+)"|^import\s*"([^"]+)"/gm;
const inline = /\bimport\(\s*"([^"]+)"\s*\)|\bnew URL\(\s*"(\.[^"]+\.ts)"/g;

export function readImports(source: string): Import[] {
  const text = blankComments(source);
  const lineOf = (index: number) => text.slice(0, index).split("\n").length;
  const found: Import[] = [];
  for (const match of text.matchAll(statement)) {
    found.push({ specifier: match[2] ?? match[3]!, typeOnly: match[1] !== undefined, line: lineOf(match.index) });
  }
  for (const match of text.matchAll(inline)) {
    found.push({ specifier: match[1] ?? match[2]!, typeOnly: false, line: lineOf(match.index) });
  }
  return found;
}
