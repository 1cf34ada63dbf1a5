/**
 * What must stay of a text whose wording may change: of a page every table cell, every number in its order, the order of the headings
 * (level and id) and the numbers that the charts draw; of what is printed every number, line by line, and every cell of its tables.
 */

const HASH_OR_NUMBER = /\b[0-9a-f]{32,}\b|[-+−]?(?<![\w.])\d[\d,.]*(?:e[-+]?\d+)?/g;
/** in the zone of whoever asks; the documents for programs have the same moments in UTC */
const MOMENT = /\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?/g;

const numbersIn = (text: string): string =>
  (text.match(HASH_OR_NUMBER) ?? []).map((number) => number.replace(/[.,]+$/, "")).join(" ");

const plain = (markup: string): string =>
  markup
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();

/** Lines that tell when and by which version the page was written. */
const OF_THE_WRITING = /^<!doctype|^<p class="by"|^<h2 id="provenance-title"/;

export function figuresOfPage(outline: readonly string[]): string[] {
  return outline.flatMap((line) => {
    if (OF_THE_WRITING.test(line)) return [];
    if (line.startsWith("(data) ")) return [`chart: ${numbersIn(line)}`];
    if (line.startsWith("<tr")) return [`row: ${cellsOf(line).join(" | ")}`];
    const heading = /^<h(\d)(?: id="([^"]*)")?/.exec(line);
    // hashes of styles, programs and whole drawings follow the wording
    const numbers = numbersIn(plain(line.replaceAll(/\((drawing|style|program) [0-9a-f]{12}/g, "($1")));
    if (heading !== null) return [`heading ${heading[1]} ${heading[2] ?? ""}: ${numbers}`];
    return numbers === "" ? [] : [numbers];
  });
}

/** A head's words may change, a cell's may not. */
function cellsOf(row: string): string[] {
  return [...row.matchAll(/<(td|th)\b([^>]*)>(.*?)<\/\1>/g)].map(([, tag, attributes, content]) => {
    if (tag === "th" && /scope="col"/.test(attributes!)) return "(head)";
    const value = /data-value="([^"]*)"/.exec(attributes!)?.[1];
    return value === undefined ? plain(content!) : `${plain(content!)} = ${value}`;
  });
}

export function figuresOfText(text: string): string[] {
  let isTable = false;
  return text
    .replaceAll(MOMENT, "MOMENT")
    .split("\n")
    .map((line) => {
      if (/^-+(?: {2}-+)*$/.test(line)) isTable = true;
      else if (line.trim() === "") isTable = false;
      return isTable ? line.trim().split(/ {2,}/).join(" | ") : numbersIn(line);
    });
}
