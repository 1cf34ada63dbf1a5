/**
 * A page as lines that a person can compare: what is read, under its tags; of styles, programs and drawings a short
 * hash.
 */
import { createHash } from "node:crypto";

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/** A drawing's words in its order, with the hash of all of it. */
function outlineDrawing(svg: string): string {
  const words = [...svg.matchAll(/<(?:text|title|desc)\b[^>]*>([^<]*)</g)].map(([, word]) => word);
  return `(drawing ${shortHash(svg)}: ${words.join(" | ")})`;
}

/** A line a block; a table's row is one line. */
export function outlinePage(page: string): string[] {
  return page
    .replace(/<svg[\s\S]*?<\/svg>/g, outlineDrawing)
    .replace(/<style[^>]*>([\s\S]*?)<\/style>/g, (_, style: string) => `(style ${shortHash(style)})`)
    .replace(/(<script[^>]*>)([\s\S]*?)<\/script>/g, (_, tag: string, program: string) =>
      program.length > 200 ? `${tag}(program ${shortHash(program)})` : `${tag}${program}`,
    )
    .replace(/="([^"]{300,})"/g, (_, value: string) => `="(${value.length} characters ${shortHash(value)})"`)
    .replace(/\s+/g, " ")
    .replace(
      /<(?:p|h\d|tr|section|article|figure|figcaption|details|summary|caption|li|nav|footer|header|pre)\b/g,
      "\n$&",
    )
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
