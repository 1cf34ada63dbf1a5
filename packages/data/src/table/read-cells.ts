/**
 * Every cell of a text as a number, a missing value or a text, column by column. The first record is kept apart:
 * whether it is a header is decided by what lies below it.
 */
import { isMissing } from "../numbers/missing-words.ts";
import { parseNumber } from "../numbers/parse-number.ts";
import { isBlank, type RecordReader } from "./record-reader.ts";
import { SeenTexts } from "./seen-texts.ts";

/** One column while it is read. Counts are without the first record. */
export interface ColumnCells {
  /** [records] NaN where no number stands */
  values: Float64Array;
  /** [records] as `Column.missing`; null while none misses */
  missing: Uint8Array | null;
  /**
   * [records] places in `levels` of what stands below the first record, -1 where it is missing; null while there is no
   * text, and where numbers came before the first
   */
  codes: Int32Array | null;
  /** each text once, in the order of their first records */
  readonly levels: Map<string, number>;
  /** a number begins with a 0 before another digit */
  isPadded: boolean;
  numbers: number;
  /** of `numbers`, those that are quoted */
  quotedNumbers: number;
  texts: number;
  /** the record; -1 where there is none */
  firstText: number;
  /** of `texts`, and of the first record, those that are numbers with the other decimal mark */
  otherMark: number;
}

/** What the first record says. */
export interface FirstRecord {
  readonly line: number;
  readonly cells: readonly string[];
  readonly quoted: readonly boolean[];
}

/** Records of one number of fields. */
export interface FieldCount {
  records: number;
  /** of the first of them */
  readonly line: number;
  readonly record: number;
}

export interface Cells {
  readonly records: number;
  /** null where there are no records */
  readonly first: FirstRecord | null;
  readonly columns: readonly ColumnCells[];
  /** [records] */
  readonly lines: Uint32Array;
  /** by the number of fields */
  readonly fieldCounts: ReadonlyMap<number, FieldCount>;
  readonly missingWords: readonly string[];
  readonly blankLines: number;
  readonly firstBlankLine: number | null;
}

const POINT = 46;
const COMMA = 44;
const ZERO = 48;

/** From there on a double stands for several whole numbers. */
const MANY_WHOLES = 2 ** 53;

/** How cells are read. */
export interface CellOptions {
  /** the mark of numbers */
  readonly decimal: "." | ",";
  /** whole numbers that a double does not hold are texts */
  readonly exactWholes: boolean;
}

/** Reads all records of `reader` over `text`. */
export function readCells(text: string, reader: RecordReader, { decimal, exactWholes }: CellOptions): Cells {
  const mark = decimal === "." ? POINT : COMMA;
  const other = decimal === "." ? COMMA : POINT;
  const columns: ColumnCells[] = [];
  const fieldCounts = new Map<number, FieldCount>();
  const missingWords: string[] = [];
  const mostRecords = countLines(text);
  let lines = new Uint32Array(mostRecords);
  let first: FirstRecord | null = null;
  let record = 0;
  let seen: SeenTexts | null = null;
  const codeIn = (levels: Map<string, number>, i: number): number => {
    // of doubled quotes the characters are not the text
    if (reader.quoted[i] === 2) return codeOf(reader.textOf(i), levels);
    seen ??= new SeenTexts(text);
    const [start, end] = [reader.starts[i]!, reader.ends[i]!];
    const known = seen.find(i, start, end);
    if (known !== -1) return known;
    const code = codeOf(reader.textOf(i), levels);
    seen.keep(i, start, end, code);
    return code;
  };
  for (; reader.next(); record++) {
    const { count } = reader;
    const same = fieldCounts.get(count);
    if (same === undefined) fieldCounts.set(count, { records: 1, line: reader.line, record });
    else same.records++;
    if (record === lines.length) lines = growLines(lines);
    lines[record] = reader.line;
    if (record === 0) first = copyRecord(reader);
    // one more than the first record has: its header may leave the name of the first column out. What is wider will be
    // refused
    const width = Math.min(count, first!.cells.length + 1);
    // a field takes a character at least, its delimiter: so many records of this width the text can hold
    while (columns.length < width) {
      columns.push(emptyColumn(Math.max(record + 1, Math.min(mostRecords, Math.ceil(text.length / width)))));
    }
    for (let i = 0; i < width; i++) {
      const column = columns[i]!;
      if (record >= column.values.length) growColumn(column);
      const isQuoted = reader.quoted[i]! > 0;
      let start = reader.starts[i]!;
      let end = reader.ends[i]!;
      if (isQuoted) {
        while (start < end && isBlank(text.charCodeAt(start))) start++;
        while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
      }
      let value = parseNumber(text, start, end, mark);
      if (exactWholes && (value >= MANY_WHOLES || value <= -MANY_WHOLES) && isWhole(text, start, end))
        value = Number.NaN;
      column.values[record] = value;
      if (!Number.isNaN(value)) {
        if (text.charCodeAt(start) === ZERO && end - start > 1 && isDigit(text.charCodeAt(start + 1)))
          column.isPadded = true;
        if (record > 0) column.numbers++;
        if (column.codes !== null) column.codes[record] = codeIn(column.levels, i);
        if (record > 0 && isQuoted) column.quotedNumbers++;
      } else if (isMissing(text, start, end)) {
        column.missing ??= new Uint8Array(column.values.length);
        column.missing[record] = placeOf(text.slice(start, end), missingWords);
      } else {
        if (!Number.isNaN(parseNumber(text, start, end, other))) column.otherMark++;
        if (record === 0) continue;
        if (column.texts === 0) {
          column.firstText = record;
          if (column.numbers === 0) column.codes = new Int32Array(column.values.length).fill(-1);
        }
        column.texts++;
        if (column.codes !== null) column.codes[record] = codeIn(column.levels, i);
      }
    }
  }
  const { blankLines, firstBlankLine } = reader;
  return {
    records: record,
    first,
    columns,
    lines: lines.subarray(0, record),
    fieldCounts,
    missingWords,
    blankLines,
    firstBlankLine: blankLines === 0 ? null : firstBlankLine,
  };
}

/** Whether the first column counts the rows below the first record from 0 or 1, as pandas and R write them. */
export function countsRows({ columns, records }: Cells): boolean {
  const { values } = columns[0]!;
  const start = values[1]!;
  if (start !== 0 && start !== 1) return false;
  for (let record = 1; record < records; record++) if (values[record] !== start + record - 1) return false;
  return true;
}

function emptyColumn(size: number): ColumnCells {
  return {
    values: new Float64Array(size),
    missing: null,
    codes: null,
    levels: new Map(),
    isPadded: false,
    numbers: 0,
    quotedNumbers: 0,
    texts: 0,
    firstText: -1,
    otherMark: 0,
  };
}

function growColumn(column: ColumnCells): void {
  const size = 2 * column.values.length;
  const values = new Float64Array(size);
  values.set(column.values);
  column.values = values;
  if (column.codes !== null) {
    const codes = new Int32Array(size).fill(-1);
    codes.set(column.codes);
    column.codes = codes;
  }
  if (column.missing === null) return;
  const missing = new Uint8Array(size);
  missing.set(column.missing);
  column.missing = missing;
}

/** As many records as there are at most, where lines end in LF; columns grow only where CR ends them. */
function countLines(text: string): number {
  let lines = 1;
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) lines++;
  return lines;
}

function growLines(lines: Uint32Array): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(2 * lines.length);
  grown.set(lines);
  return grown;
}

function copyRecord(reader: RecordReader): FirstRecord {
  const places = Array.from({ length: reader.count }, (_, i) => i);
  return {
    line: reader.line,
    cells: places.map((i) => reader.textOf(i)),
    quoted: places.map((i) => reader.quoted[i]! > 0),
  };
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Digits alone, but for a sign. */
function isWhole(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (!isDigit(code) && (i > start || (code !== 43 && code !== 45))) return false;
  }
  return true;
}

/** The place of a text among those that were met, in the order in which they were. */
export function codeOf(text: string, levels: Map<string, number>): number {
  const known = levels.get(text);
  if (known !== undefined) return known;
  levels.set(text, levels.size);
  return levels.size - 1;
}

/** From 1. There are few: the words that say it, in their cases of letters. */
function placeOf(word: string, words: string[]): number {
  const place = words.indexOf(word);
  return place === -1 ? words.push(word) : place + 1;
}
