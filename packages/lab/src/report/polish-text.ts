/** Claims are written in plain characters, for terminals and JSON; on the page signs look as they do in print. */
import { formatFigure } from "./format-number.ts";

/** 1e-4 and 2.1e-6, but not the end of a word or of a hash */
const scientific = /(?<![\w.])(\d+(?:\.\d+)?)e([+-]?\d+)(?!\w|\.\d)/g;

function spellPower(written: string, digits: string): string {
  const value = formatFigure(Number(written));
  // a bare power: 1e-4 is 10⁻⁴
  return digits === "1" ? value.replace(/^1(\.0+)?\u00a0×\u00a0/, "") : value;
}

/** A true minus and plus-minus, powers of ten, the times sign before a factor; everything else stays as it is. */
export function polishText(text: string): string {
  return text
    .replace(scientific, spellPower)
    .replaceAll("+-", "±")
    .replace(/(?<=^|[\s([/])-(?=[\d.])/g, "−")
    .replace(/(?<=\S) - (?=\S)/g, " − ")
    .replace(/(?<=^|[\s(])x(?=\d)/g, "×");
}
