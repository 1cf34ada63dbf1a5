/**
 * What is wrong with a text that was fitted to a terminal, told by the same text of a terminal that is wide enough for
 * everything.
 */
import { textWidth } from "../src/cli/terminal/text-width.ts";

export type Order = "kept" | "changed";

/**
 * A line each: a line that is too long; a word that does not stand, whole or cut with an ellipsis, behind the word
 * before it on the wide terminal. So a word that is broken, or cut without a mark, is found although both parts of it
 * may be words of their own elsewhere.
 *
 * @param order "changed" where a fitted text says some things in another order, as a help text its examples: then each
 * word may only not be there more often
 */
export function faultsOf(narrow: string, wide: string, columns: number, order: Order = "kept"): string[] {
  const known = wordsOf(wide);
  const words = wordsOf(withoutNotes(narrow));
  const long = narrow.split("\n").filter((line) => textWidth(line) > columns && !isOneToCopy(line.trim(), known));
  const strange = order === "kept" ? strangersInOrder(words, known) : strangersByCount(words, known);
  return [
    ...(/^[- ]*---*[- ]*\n[- ]*--[- ]*$/m.test(narrow) ? ["a table whose rows are broken"] : []),
    ...proseAsCommand(narrow).map((line) => `a sentence that goes on as a command does: ${line}`),
    ...long.map((line) => `longer than ${columns}: ${line}`),
    ...strange.map((word) => `broken, or cut without a mark at ${columns}: ${word}`),
  ];
}

/** Sentences whose rows end with a backslash, as a command's that goes on: a shell takes no bracket but in quotes. */
function proseAsCommand(text: string): string[] {
  const whole = text.replaceAll(/ \\\n */g, " \\ ").split("\n");
  const command = /^ *(?:\$ )?(?:npx )?minibatch(?: (?:'[^']*'|[^\s'()]+))+$/;
  return whole.filter((row) => row.includes(" \\ ") && !command.test(row));
}

/** Alone in its line, and whole, to be copied: a path, an address, a quoted argument. */
function isOneToCopy(line: string, known: readonly string[]): boolean {
  return /^[^\s]*[/'"][^\s]*$/.test(line.replace(/ \\$/, "")) && known.includes(line.replace(/ \\$/, ""));
}

/** What tables say of the columns that they leave out stands on no wide terminal. */
function withoutNotes(text: string): string {
  return text.replaceAll(/^Left out, for want of room:\s[\s\S]*?and\s--json\.$/gm, "");
}

/**
 * Without commas, for the last of a list may be left out; without rules, the mark of what was left out before another
 * word, and the signs with which a command or a remark goes on.
 */
function wordsOf(text: string): string[] {
  const words = text.split(/\s+/).map((word) => word.replace(/,$/, ""));
  return words.filter((word) => !/^-*$|^\\$|^#$|^…$/.test(word));
}

/** Both as they stand: columns that are left out and cells that are cut leave the order as it is. */
function strangersInOrder(words: readonly string[], known: readonly string[]): string[] {
  let from = 0;
  return words.filter((word) => {
    const end = findWord(word, known, from);
    if (end !== -1) from = end + 1;
    return end === -1;
  });
}

/**
 * Where a word ends among those that are known: where it is cut, one that begins like it, and from there one that ends
 * like it.
 */
function findWord(word: string, known: readonly string[], from: number): number {
  const whole = known.indexOf(word, from);
  const [before = "", after = ""] = word.split("…");
  if (whole !== -1 || !word.includes("…") || before === "") return whole;
  const begin = known.findIndex((candidate, i) => i >= from && candidate.startsWith(before));
  return begin === -1 ? -1 : known.findIndex((candidate, i) => i >= begin && candidate.endsWith(after));
}

function strangersByCount(words: readonly string[], known: readonly string[]): string[] {
  const left = Map.groupBy(known, (word) => word);
  return words.filter(
    (word) => left.get(word)?.pop() === undefined && findWord(word.replace(/^[^…]*$/, ""), known, 0) === -1,
  );
}
