import { UNKNOWN_WIDTH } from "./terminal-width.ts";
import { cutText, lettersOf, textWidth } from "./text-width.ts";

/**
 * What becomes of a word that is longer than a row: broken into rows, left whole (a terminal goes on with it, and it
 * can be copied), or cut with an ellipsis.
 */
export type LongWord = "break" | "whole" | "cut";

const LONG_WORDS: Readonly<Record<LongWord, (word: string, most: number) => string[]>> = {
  break: breakWord,
  whole: (word) => [word],
  cut: (word, most) => [cutText(word, most)],
};

/**
 * Breaks a text into rows of at most `width` cells, at blanks where there are any. Line ends and indents in it stay.
 * What is no width (below 1, NaN) is taken as unknown, for no row would ever be short enough.
 */
export function wrapWords(text: string, width: number, longWord: LongWord = "break"): string[] {
  const most = width >= 1 ? Math.floor(width) : UNKNOWN_WIDTH;
  return text.split("\n").flatMap((line) => wrapLine(line, most, longWord));
}

function wrapLine(line: string, most: number, longWord: LongWord): string[] {
  if (textWidth(line) <= most) return [line];
  const rows: string[] = [];
  let [row, blanks] = ["", ""];
  for (const [piece] of line.matchAll(/ +|[^ ]+/g)) {
    if (piece.startsWith(" ")) {
      blanks = piece;
      continue;
    }
    if (textWidth(row + blanks + piece) <= most) {
      row += blanks + piece;
      continue;
    }
    if (row !== "") rows.push(row);
    const parts = textWidth(piece) <= most ? [piece] : LONG_WORDS[longWord](piece, most);
    rows.push(...parts.slice(0, -1));
    row = parts.at(-1)!;
  }
  return [...rows, row];
}

function breakWord(word: string, most: number): string[] {
  const rows = [""];
  for (const letter of lettersOf(word)) {
    if (textWidth(rows.at(-1)! + letter) > most && rows.at(-1) !== "") rows.push(letter);
    else rows[rows.length - 1] += letter;
  }
  return rows;
}
