/**
 * Finds an experiment's part in TypeScript source. A best effort: it follows object and list literals by their
 * brackets, and stops where a value is computed elsewhere.
 */
import type { Segments } from "study/json";

const BLANK = /\s*/y;
const COMMENT_OR_STRING = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g;
const STRING = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/y;
const KEY = /(?:([\w$]+)|"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')\s*(?=[:,}(])/y;
const BEGINNINGS = [/\bdefineExperiment\s*\(\s*(?=\{)/, /\bexport\s+default\s+(?=\{)/];

interface Entry {
  /** null for a list's item, and for what is spread or computed */
  readonly key: string | null;
  readonly start: number;
  readonly value: number;
}

/** Offset of the key or item, or of the deepest part found above it; null if the experiment itself is not found. */
export function locateInSource(text: string, segments: Segments): number | null {
  const source = blankComments(text);
  const beginning = BEGINNINGS.map((pattern) => pattern.exec(source)).find((match) => match !== null);
  if (beginning == null) return null;
  let open = beginning.index + beginning[0].length;
  let found = open;
  for (const segment of segments) {
    const isList = source[open] === "[";
    // a bare list is a parameter's values
    if (isList && segment === "values") continue;
    const entries = readEntries(source, open);
    const entry = typeof segment === "number" ? entries[segment] : entries.find(({ key }) => key === segment);
    if (entry === undefined) break;
    found = entry.start;
    open = entry.value;
    if (source[open] !== "{" && source[open] !== "[") break;
  }
  return found;
}

/** Replaces comments by spaces, so that offsets stay. */
function blankComments(text: string): string {
  return text.replaceAll(COMMENT_OR_STRING, (part) => (part.startsWith("/") ? part.replaceAll(/[^\n]/g, " ") : part));
}

/** The text between the bracket at `open` and its partner, split at the commas. */
function readEntries(source: string, open: number): readonly Entry[] {
  const entries: Entry[] = [];
  const isList = source[open] === "[";
  let at = skip(BLANK, source, open + 1);
  while (at < source.length && source[at] !== "}" && source[at] !== "]") {
    entries.push(isList ? { key: null, start: at, value: at } : readField(source, at));
    at = skip(BLANK, source, skipValue(source, at));
    if (source[at] === ",") at = skip(BLANK, source, at + 1);
  }
  return entries;
}

function readField(source: string, start: number): Entry {
  KEY.lastIndex = start;
  const match = KEY.exec(source);
  if (match === null) return { key: null, start, value: start };
  const end = start + match[0].length;
  const value = source[end] === ":" ? skip(BLANK, source, end + 1) : start;
  return { key: match[1] ?? match[2] ?? match[3] ?? null, start, value };
}

/** The end of the item at `at`: its comma or closing bracket. */
function skipValue(source: string, at: number): number {
  let depth = 0;
  while (at < source.length) {
    const next = Math.max(skip(BLANK, source, at), skip(STRING, source, at));
    if (next > at) {
      at = next;
      continue;
    }
    const letter = source[at]!;
    if ("([{".includes(letter)) depth++;
    else if (depth === 0 && ",)]}".includes(letter)) return at;
    else if (")]}".includes(letter)) depth--;
    at++;
  }
  return at;
}

function skip(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(source)?.[0].length ?? 0);
}
