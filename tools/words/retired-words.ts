/**
 * Words that were replaced: the table of `tools/words/retired.md` is the list. Its columns: the word; what
 * it is now; where it is looked for; the paths where it stays, and why.
 *
 * `bell` is a part of names, whatever their case: `drawBell`, `#bell`, and the file `bell`. `held rows` are parts that
 * follow each other, `refuse*` is a name that goes on after it, `run/` is a folder. As a noun in text a word stands
 * after an article or what takes its place: "the turn", not "it turns", nor "in turn".
 */
import type { Piece, Reading } from "./read-text.ts";

export interface RetiredWord {
  readonly word: string;
  readonly now: string;
  /** what of prose and strings may not have it either: nothing, the noun, the word however it is meant */
  readonly inText: "no" | "noun" | "any";
  /** folders it is looked for in; none: everywhere */
  readonly within: readonly string[];
  /** files and folders that keep it */
  readonly stays: readonly string[];
}

const quoted = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, text]) => text!);

/** Throws Error for a page without the table, or with a row that is not of its form. */
export function readRetiredWords(page: string): RetiredWord[] {
  const table = /^\| *retired *\|.*\n\|[-| :]+\|\n((?:\|.*\n)+)/m.exec(page);
  if (table === null)
    throw new Error('Cannot read the retired words: the page has no table that begins with "| retired |"');
  return table[1]!
    .trim()
    .split("\n")
    .flatMap((row) => {
      const [words = "", now = "", where = "", stays = ""] = row
        .slice(1)
        .split("|")
        .map((cell) => cell.trim());
      if (quoted(words).length === 0 || !/^names(?: and text| and nouns of text)?(?: in `|$)/.test(where)) {
        throw new Error(
          `Cannot read the retired words: not of the form | \`word\` | now | names in \`folder\` | |: ${row}`,
        );
      }
      const inText = where.startsWith("names and text") ? "any" : where.startsWith("names and nouns") ? "noun" : "no";
      return quoted(words).map((word) => ({ word, now, inText, within: quoted(where), stays: quoted(stays) }));
    });
}

/** openRowStore, OPEN_ROW_STORE, open-row-store -> open, row, store */
function partsOf(name: string): string[] {
  return [...name.matchAll(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g)].map(([part]) => part.toLowerCase());
}

function isName({ word }: RetiredWord, name: string): boolean {
  if (word.endsWith("/")) return false;
  const wanted = partsOf(word);
  const parts = partsOf(name);
  if (word.endsWith("*")) return parts.length > wanted.length && wanted.every((part, i) => parts[i] === part);
  return parts.some((_, from) => wanted.every((part, i) => parts[from + i] === part));
}

/** What stands before a noun; a verb follows none of them. */
const BEFORE_NOUN = "(?:an?|the|its|his|her|their|our|your|this|each|every|one|no|next|last|first|[\\w-]+'s)";

/** In prose a word is whole, may be capitalized, and is not looked for where code is quoted. */
function isInText({ word, inText }: RetiredWord, text: string): boolean {
  if (inText === "no") return false;
  const name = word.replace(/[*/]$/, "").replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ");
  const before = inText === "noun" ? `\\b${BEFORE_NOUN} ` : "(?<![\\w-])";
  return new RegExp(`${before}${name}(?![\\w-])`, "i").test(text.replaceAll(/`[^`]*`/g, ""));
}

const lies = (file: string, folders: readonly string[]): boolean =>
  folders.some((folder) => file === folder || file.startsWith(folder.endsWith("/") ? folder : `${folder}/`));

/** What a file has of retired words, as `file:line: ...`, once for each line. */
export function findRetiredWords(
  file: string,
  { prose, names, strings }: Reading,
  words: readonly RetiredWord[],
): string[] {
  return words.flatMap((retired) => {
    const { word, now, within, stays } = retired;
    if ((within.length > 0 && !lies(file, within)) || lies(file, stays)) return [];
    const tell = (line: number, what: string): string => `${file}:${line}: ${what} has ${word}, which is now ${now}`;
    const inPath = word.endsWith("/")
      ? `/${file}`.includes(`/${word}`)
      : isName(
          retired,
          file
            .split("/")
            .at(-1)!
            .replace(/\.\w+$/, ""),
        );
    const places = (pieces: readonly Piece[], has: (text: string) => boolean): number[] =>
      pieces.filter(({ text }) => has(text)).map(({ line }) => line);
    const named = places(names, (text) => isName(retired, text));
    const told = places([...prose, ...strings], (text) => isInText(retired, text));
    return [
      ...(inPath ? [tell(1, "the path")] : []),
      ...[...new Set(named)].map((line) => tell(line, "a name")),
      ...[...new Set(told)].map((line) => tell(line, "the text")),
    ];
  });
}
