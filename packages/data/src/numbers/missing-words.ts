/**
 * What programs write where a value is missing: the words of pandas (`pandas.read_csv`, na_values), R's NA, the UCI
 * repository's ?, SAS's point, MySQL's \N, and a dash as people type it. In either case of letters.
 */
const WORDS: ReadonlySet<string> = new Set([
  "",
  "na",
  "n/a",
  "<na>",
  "#na",
  "#n/a",
  "#n/a n/a",
  "nan",
  "-nan",
  "1.#ind",
  "-1.#ind",
  "1.#qnan",
  "-1.#qnan",
  "null",
  "none",
  "?",
  "-",
  "--",
  ".",
  "\\n",
]);

const LONGEST = 9;

/** Their first characters, so that most texts are not looked up. */
const FIRST: ReadonlySet<number> = new Set(
  [...WORDS].flatMap((word) => [word.charCodeAt(0), word.toUpperCase().charCodeAt(0)]),
);

/** Whether what stands from `start` to `end` (exclusive), without blanks around it, says that a value is missing. */
export function isMissing(text: string, start: number, end: number): boolean {
  if (end === start) return true;
  if (end - start > LONGEST || !FIRST.has(text.charCodeAt(start))) return false;
  return WORDS.has(text.slice(start, end).toLowerCase());
}
