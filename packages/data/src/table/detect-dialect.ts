/**
 * Finds how a text is cut into fields when nobody said it: the delimiter that gives most lines of the file, of a long
 * one its beginning, the same number of fields, and those of several that makes most of them numbers. `1,5;2,7` has
 * commas in every line, too.
 */
import { TableError } from "../errors.ts";
import { isMissing } from "../numbers/missing-words.ts";
import { parseNumber } from "../numbers/parse-number.ts";
import { type Dialect, RecordReader, type TextPlace } from "./record-reader.ts";

/** Where two are as good, the earlier one: commas stand in numbers and texts, blanks everywhere. */
const CANDIDATES = ["\t", ";", "|", ",", " "] as const;

const LF = 10;
const CR = 13;
const BLANK = 32;
const COMMA = 44;
const POINT = 46;

/** So many records show what a delimiter makes of them. */
const SAMPLE_RECORDS = 200;

/** So many characters show how many fields its records have: some tens of thousands of records. */
const SAMPLE_CHARACTERS = 4_000_000;

/** `'a','b'`: the first line in single quotes, and no double ones anywhere. */
const SINGLE_QUOTED = /^[ \t]*'[^'\r\n]*'[ \t]*(?:[,;|\t ]|$)/;

interface Candidate {
  readonly delimiter: string;
  /** fields that a record should have */
  readonly fields: number;
  /** of all records, those that have them */
  readonly share: number;
  /** of the fields in the sample, those that are numbers or empty */
  numbers: number;
}

export function detectQuote(text: string, from: TextPlace): '"' | "'" {
  if (text.includes('"')) return '"';
  const first = text.slice(from.index, from.index + 1000).split(/[\r\n]/, 1)[0]!;
  return SINGLE_QUOTED.test(first) ? "'" : '"';
}

/** `columns` is how many the caller can use, if it knows. Null where the file has one column. */
export function detectDelimiter(
  text: string,
  quote: Dialect["quote"],
  from: TextPlace,
  columns: number | undefined,
): string | null {
  const counts = countFields(text, quote, from.index, findSampleEnd(text, from.index));
  const candidates = CANDIDATES.flatMap((delimiter, i): Candidate[] => {
    const { fields, share } = usualCount(counts[i]!, columns);
    return fields < 2 ? [] : [{ delimiter, fields, share, numbers: 0 }];
  });
  for (const candidate of candidates) candidate.numbers = shareOfNumbers(text, candidate, quote, from);
  const usable = candidates.filter(({ delimiter, numbers }) => delimiter !== " " || numbers > 0.5);
  const score = ({ share, numbers, fields }: Candidate): number =>
    share * (1 + numbers) + (fields === columns ? 1e-6 : 0);
  const best = usable.sort((a, b) => score(b) - score(a))[0];
  if (best === undefined) return null;
  const isDecimal = best.delimiter === "," && columns === 1 && best.fields === 2;
  return isDecimal && areDecimals(text, quote, from) ? null : best.delimiter;
}

/** What a character is while fields are counted: one of the candidates by its place, or one of these. */
const [OTHER, LINE_END, SPACE] = [-1, -2, -3];
const CLASSES = Int8Array.from({ length: 128 }, (_, code) => {
  if (code === LF || code === CR) return LINE_END;
  return code === BLANK ? SPACE : (CANDIDATES as readonly string[]).indexOf(String.fromCharCode(code));
});
const WORDS = CANDIDATES.indexOf(" ");
const TABS = CANDIDATES.indexOf("\t");

/** At the end of a line: after so many characters, or of the text. */
function findSampleEnd(text: string, from: number): number {
  if (text.length - from <= SAMPLE_CHARACTERS) return text.length;
  const end = text.indexOf("\n", from + SAMPLE_CHARACTERS);
  return end === -1 ? text.length : end;
}

/** Per candidate: how many records have how many fields. Quotes are honoured where a field could begin. */
function countFields(text: string, quote: Dialect["quote"], from: number, to: number): Map<number, number>[] {
  const records = CANDIDATES.map(() => new Map<number, number>());
  const quoteCode = quote === null ? -1 : quote.charCodeAt(0);
  // of the current record: how often each candidate stands there; words for blanks
  const counts = new Int32Array(CANDIDATES.length);
  let isEmpty = true;
  let inWord = false;
  let mayOpen = true;
  for (let i = from; i <= to; i++) {
    const code = i === to ? LF : text.charCodeAt(i);
    const kind = code < CLASSES.length ? CLASSES[code]! : OTHER;
    if (kind === LINE_END) {
      if (!isEmpty) addRecord(records, counts);
      counts.fill(0);
      isEmpty = mayOpen = true;
      inWord = false;
    } else if (kind === SPACE || kind === TABS) {
      if (kind === TABS) {
        counts[TABS]!++;
        isEmpty = false;
      }
      inWord = false;
      mayOpen = true;
    } else {
      if (!inWord) counts[WORDS]!++;
      inWord = true;
      isEmpty = false;
      if (kind !== OTHER) {
        counts[kind]!++;
        mayOpen = true;
      } else {
        if (code === quoteCode && mayOpen) {
          const closing = findClosing(text, i, quote!);
          if (closing !== -1) i = closing;
        }
        mayOpen = false;
      }
    }
  }
  return records;
}

/** A delimiter stands between two fields; words are fields already. */
function addRecord(records: readonly Map<number, number>[], counts: Int32Array): void {
  for (let i = 0; i < counts.length; i++) {
    const fields = i === WORDS ? counts[i]! : counts[i]! + 1;
    records[i]!.set(fields, (records[i]!.get(fields) ?? 0) + 1);
  }
}

function findClosing(text: string, open: number, quote: string): number {
  let end = text.indexOf(quote, open + 1);
  while (end !== -1 && text[end + 1] === quote) end = text.indexOf(quote, end + 2);
  return end;
}

/** The count of most records, or the one that is wanted where any record has it. */
function usualCount(
  counts: ReadonlyMap<number, number>,
  wanted: number | undefined,
): { fields: number; share: number } {
  const records = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (wanted !== undefined && wanted > 1 && counts.has(wanted)) {
    return { fields: wanted, share: counts.get(wanted)! / records };
  }
  const [fields, count] = [...counts].sort(([a, m], [b, n]) => n - m || b - a)[0] ?? [0, 0];
  return { fields, share: count / Math.max(records, 1) };
}

/** The first record may be a header: it only counts where there is no other. */
function shareOfNumbers(
  text: string,
  { delimiter, fields }: Candidate,
  quote: Dialect["quote"],
  from: TextPlace,
): number {
  const reader = new RecordReader(text, { delimiter, quote }, "", from);
  let [seen, numbers] = [0, 0];
  for (let record = 0; record < SAMPLE_RECORDS && mayRead(reader); record++) {
    if (reader.count !== fields) continue;
    if (record === 1) seen = numbers = 0;
    for (let i = 0; i < reader.count; i++) {
      const [start, end] = [reader.starts[i]!, reader.ends[i]!];
      seen++;
      if (isNumber(text, start, end, POINT) || isNumber(text, start, end, COMMA) || isMissing(text, start, end))
        numbers++;
    }
  }
  return seen === 0 ? 0 : numbers / seen;
}

/** Whether every line but the first, which may be a name, is one number with a decimal comma or a whole number. */
function areDecimals(text: string, quote: Dialect["quote"], from: TextPlace): boolean {
  const reader = new RecordReader(text, { delimiter: null, quote }, "", from);
  for (let record = 0; mayRead(reader); record++) {
    const [start, end] = [reader.starts[0]!, reader.ends[0]!];
    if (record > 0 && !isNumber(text, start, end, COMMA) && !isMissing(text, start, end)) return false;
  }
  return true;
}

function isNumber(text: string, start: number, end: number, mark: number): boolean {
  return !Number.isNaN(parseNumber(text, start, end, mark));
}

/**
 * False also where quotes do not fit: cut by this delimiter they need not, and where it is the right one, reading the
 * table says so.
 */
function mayRead(reader: RecordReader): boolean {
  try {
    return reader.next();
  } catch (error) {
    if (error instanceof TableError) return false;
    throw error;
  }
}
