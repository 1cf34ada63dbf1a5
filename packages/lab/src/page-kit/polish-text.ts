/** Claims are written in plain characters, for terminals and JSON; on the page signs look as they do in print. */
import { formatFigure } from "./format-number.ts";

/** 1e-4 and 2.1e-6, but not the end of a word or of a hash */
const scientific = /(?<![\w.])(\d+(?:\.\d+)?)e([+-]?\d+)(?!\w|\.\d)/g;

/** 147628333457992670, but no seed, and nothing of a hash or a path */
const long = /(?<![\w.,/])(?<!\bseeds? )\d{7,}(?:\.\d+)?(?![\w/]|\.\d)/g;

/**
 * A true minus and plus-minus, powers of ten, the zero before a point, the times sign before a factor; everything else
 * stays as it is.
 */
export function polishText(text: string): string {
  return text
    .replace(scientific, (written) => formatFigure(Number(written)))
    .replace(long, (written) => formatFigure(Number(written)))
    .replaceAll("+-", "±")
    .replace(/(?<=^|[\s([/])-(?=[\d.]|Infinity)/g, "−")
    .replace(/(?<=^|[\s([/−±])\.(?=\d)/g, "0.")
    .replace(/(?<=\S) - (?=\S)/g, " − ")
    .replace(/(?<=^|[\s(])x(?=\d)/g, "×");
}
