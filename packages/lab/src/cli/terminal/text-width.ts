/**
 * The cells of a terminal that a text takes, and texts cut or padded to cells: a Chinese letter takes two, a combining
 * accent none.
 */
import { stripVTControlCharacters } from "node:util";
import { removePaint } from "./paint.ts";

const PLAIN = /^[\u0020-\u007E]*$/;
/** Marks that stand over or under another letter, and what is not seen (Unicode 16, UAX 44: Mn, Me, Cf). */
const NO_CELL = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
/** Wide and full-width letters (Unicode 16, UAX 11: W and F), by block, and signs that are shown as pictures. */
const TWO_CELLS =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{16FE0}-\u{18D08}\u{1AFF0}-\u{1B2FB}\u{1F200}-\u{1F2FF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}|\p{Emoji}\uFE0F/u;
const LETTERS = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Of one line. Paint takes no cell, nor do the escapes that it becomes. */
export function textWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  const bare = stripVTControlCharacters(removePaint(text));
  if (PLAIN.test(bare)) return bare.length;
  let width = 0;
  for (const { segment } of LETTERS.segment(bare)) width += letterWidth(segment);
  return width;
}

/** As a reader counts letters; paint is a piece of its own. */
export function lettersOf(text: string): string[] {
  return Array.from(LETTERS.segment(text), ({ segment }) => segment);
}

/** At most so many cells, the last one an ellipsis where something is missing. Without paint. */
export function cutText(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = "";
  let used = 1;
  for (const letter of lettersOf(removePaint(text))) {
    used += letterWidth(letter);
    if (used > width) break;
    kept += letter;
  }
  return `${kept.trimEnd()}…`;
}

/** With blanks behind it, to so many cells. */
export function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - textWidth(text)));
}

/** With blanks before it. */
export function padStart(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - textWidth(text))) + text;
}

function letterWidth(letter: string): number {
  if (TWO_CELLS.test(letter)) return 2;
  return Array.from(letter).every((character) => NO_CELL.test(character)) ? 0 : 1;
}
