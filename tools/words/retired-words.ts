/**
 * Words that were replaced: the table under "Retired words" in ARCHITECTURE.md is the list. Its columns: the word; what
 * it is now; where it is looked for; the paths where it stays, and why.
 *
 * `bell` is a part of names, whatever their case: `drawBell`, `#bell`, and the file `bell`. `held rows` are parts that
 * follow each other, `refuse*` is a name that goes on after it, `run/` is a folder.
 */
import type { Piece, Reading } from "./read-text.ts";

export interface RetiredWord {
  readonly word: string;
  readonly now: string;
  /** whether prose and strings may not have it either */
  readonly inText: boolean;
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
      if (quoted(words).length === 0 || !/^(?:names|names and text)(?: in `|$)/.test(where)) {
        throw new Error(
          `Cannot read the retired words: not of the form | \`word\` | now | names in \`folder\` | |: ${row}`,
        );
      }
      const inText = where.startsWith("names and text");
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

/** In prose a word is whole, may be capitalized, and is not looked for where code is quoted. */
function isInText({ word }: RetiredWord, text: string): boolean {
  const name = word.replace(/[*/]$/, "").replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ");
  return new RegExp(`(?<![\\w-])${name}(?![\\w-])`, "i").test(text.replaceAll(/`[^`]*`/g, ""));
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
    const { word, now, inText, within, stays } = retired;
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
    const told = inText ? places([...prose, ...strings], (text) => isInText(retired, text)) : [];
    return [
      ...(inPath ? [tell(1, "the path")] : []),
      ...[...new Set(named)].map((line) => tell(line, "a name")),
      ...[...new Set(told)].map((line) => tell(line, "the text")),
    ];
  });
}
