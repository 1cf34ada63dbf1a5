/**
 * A page, or a drawing, by all that is no wording: headings by their order, numbers, cells of tables, data, labels and lines of drawings.
 * A word of prose may change without a change here, a figure may not.
 */
import { createHash } from "node:crypto";

const shortHash = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 12);
const withoutTags = (html: string): string =>
  html
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
const NUMBER = /[-−]?\d+(?:[.,]\d+)*(?:e[+-]?\d+)?/gi;

/** Its labels, and the hash of all the rest: lines, places, colours. */
function outlineDrawing(svg: string): string {
  const labels = [...svg.matchAll(/<text\b[^>]*>([\s\S]*?)<\/text>/g)].map(([, label]) => withoutTags(label!));
  const lines = svg
    .replace(/<(text|title|desc|style)\b[^>]*>[\s\S]*?<\/\1>/g, "")
    .replace(/ (?:aria-[a-z]+|id|class)="[^"]*"/g, "");
  return `drawing ${shortHash(lines)}: ${labels.join(" | ")}`;
}

/** What stands between tags that begin a block; scripts, styles and drawings are out already. */
function outlineBlock(block: string): string[] {
  const [, tag] = /^<(\w+)/.exec(block) ?? [];
  if (tag === "tr") {
    const cells = [...block.matchAll(/<t[hd]\b[^>]*>([\s\S]*?)(?=<t[hd]\b|<\/tr|$)/g)].map(([, cell]) =>
      withoutTags(cell!),
    );
    return [`row: ${cells.join(" | ")}`];
  }
  const numbers = withoutTags(block).match(NUMBER) ?? [];
  if (tag !== undefined && /^h\d$/.test(tag))
    return [`${tag} ${/ id="([^"]*)"/.exec(block)?.[1] ?? ""} ${numbers.join(" ")}`.trim()];
  return numbers.length === 0 ? [] : [numbers.join(" ")];
}

export function outlineFigures(page: string): string[] {
  const data = [...page.matchAll(/<script type="application\/json"[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, json]) => `data ${json!.length > 2000 ? `${json!.length} letters, ${shortHash(json!)}` : json!.trim()}`,
  );
  const drawings = [...page.matchAll(/<svg[\s\S]*?<\/svg>/g)].map(([svg]) => outlineDrawing(svg));
  const blocks = page
    .replace(/<(script|style|svg)\b[\s\S]*?<\/\1>/g, " ")
    .split(
      /(?=<(?:p|h\d|tr|section|article|figure|figcaption|details|summary|caption|li|nav|footer|header|pre|dl|dt|dd)\b)/,
    )
    .flatMap(outlineBlock);
  return [...blocks, ...drawings, ...data];
}
