/**
 * Cuts a text into records and fields (RFC 4180), one record after another into the same arrays: a field is where it
 * starts and ends, no text is copied. Lines are counted as editors do, also those within quotes. Wider than the RFC:
 * any delimiter or runs of blanks; CR, LF and CR LF together in one file; blanks around a field do not belong to it
 * unless they are quoted; a quote within an unquoted field is a character.
 */
import { type TableChoice, TableError } from "../errors.ts";

/** How records are cut. */
export interface Dialect {
  /** one character; " " for runs of blanks and tabs; null for one field a record */
  readonly delimiter: string | null;
  readonly quote: '"' | "'" | null;
}

/** Where in the text the first record may begin, and the number of that line. */
export interface TextPlace {
  readonly index: number;
  readonly line: number;
}

const TAB = 9;
const LF = 10;
const CR = 13;
const BLANK = 32;
const NO_BREAK_SPACE = 0xa0;
const NONE = -1;

const NOT_A_QUOTE: TableChoice = { setting: "quote", values: ["none"] };

/** 64 doubled; a line of delimiters alone, by the megabyte, should not take all memory. */
const MOST_FIELDS = 262_144;

export class RecordReader {
  /** fields of the current record */
  count = 0;
  /** where the current record begins, from 1 */
  line = 0;
  /** per field of the current record; without quotes, without blanks around them */
  starts: Int32Array = new Int32Array(64);
  /** exclusive */
  ends: Int32Array = new Int32Array(64);
  /** 0: not quoted, 1: quoted, 2: quoted, with doubled quotes in it */
  quoted: Uint8Array = new Uint8Array(64);
  /** empty lines since the first record; those after the last one are not counted */
  blankLines = 0;
  /** 0 where there is none */
  firstBlankLine = 0;

  readonly #text: string;
  readonly #name: string;
  readonly #quoteMark: string;
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #inRuns: boolean;
  #index: number;
  #nextLine: number;

  /** `name` is the file's, for messages. */
  constructor(text: string, { delimiter, quote }: Dialect, name: string, from: TextPlace = { index: 0, line: 1 }) {
    this.#text = text;
    this.#name = name;
    this.#quoteMark = quote ?? "";
    this.#inRuns = delimiter === " ";
    this.#delimiter = delimiter === null || this.#inRuns ? NONE : delimiter.charCodeAt(0);
    this.#quote = quote === null ? NONE : quote.charCodeAt(0);
    this.#index = from.index;
    this.#nextLine = from.line;
  }

  /**
   * Reads the next record; false at the end of the text. Throws TableError for a quote that is not closed, or closed
   * too early.
   */
  next(): boolean {
    const isFirst = this.line === 0;
    let blankLines = 0;
    let firstBlankLine = 0;
    while (this.#skipBlankLine()) {
      if (blankLines === 0) firstBlankLine = this.#nextLine - 1;
      blankLines++;
    }
    if (this.#index >= this.#text.length) return false;
    if (!isFirst && blankLines > 0) {
      if (this.blankLines === 0) this.firstBlankLine = firstBlankLine;
      this.blankLines += blankLines;
    }
    this.line = this.#nextLine;
    this.count = 0;
    while (this.#readField());
    this.#skipLineEnd();
    return true;
  }

  /** What field `i` of the current record says, with doubled quotes as one. */
  textOf(i: number): string {
    const field = this.#text.slice(this.starts[i], this.ends[i]);
    return this.quoted[i] === 2 ? field.replaceAll(this.#quoteMark + this.#quoteMark, this.#quoteMark) : field;
  }

  /** A line of blanks alone holds no record; a line of delimiters alone does. */
  #skipBlankLine(): boolean {
    const start = this.#index;
    this.#skipBlanks();
    if (this.#index >= this.#text.length) return false;
    if (this.#skipLineEnd()) return true;
    this.#index = start;
    return false;
  }

  /** Whether another field of the record follows. */
  #readField(): boolean {
    const text = this.#text;
    this.#skipBlanks();
    if (text.charCodeAt(this.#index) === this.#quote) this.#readQuoted();
    else this.#readPlain();
    if (this.#inRuns) {
      this.#skipBlanks();
      return this.#index < text.length && !isLineEnd(text.charCodeAt(this.#index));
    }
    if (this.#delimiter === NONE || text.charCodeAt(this.#index) !== this.#delimiter) return false;
    this.#index++;
    return true;
  }

  #readPlain(): void {
    const text = this.#text;
    const delimiter = this.#delimiter;
    const start = this.#index;
    let i = start;
    for (; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === delimiter || code === LF || code === CR || (this.#inRuns && isBlank(code))) break;
    }
    this.#index = i;
    while (i > start && isBlank(text.charCodeAt(i - 1))) i--;
    this.#push(start, i, 0);
  }

  #readQuoted(): void {
    const text = this.#text;
    const line = this.#nextLine;
    const start = this.#index + 1;
    let quoted: 1 | 2 = 1;
    let end = start;
    for (;;) {
      end = text.indexOf(this.#quoteMark, end);
      if (end === -1) {
        this.#fail(
          line,
          `the ${this.#quoteMark} that opens column ${this.count + 1} is never closed; close it, or, where ` +
            "quotes are characters like others, {choice}",
          NOT_A_QUOTE,
        );
      }
      if (text.charCodeAt(end + 1) !== this.#quote) break;
      quoted = 2;
      end += 2;
    }
    this.#nextLine += countLineEnds(text, start, end);
    this.#index = end + 1;
    const before = this.#index;
    this.#skipBlanks();
    const code = text.charCodeAt(this.#index);
    const isClosed = this.#index >= text.length || isLineEnd(code) || code === this.#delimiter;
    if (!isClosed && !(this.#inRuns && this.#index > before)) {
      this.#fail(
        this.#nextLine,
        `text follows the closing ${this.#quoteMark} of column ${this.count + 1}; a quote within quotes is ` +
          "written twice, or, where quotes are characters like others, {choice}",
        NOT_A_QUOTE,
      );
    }
    this.#push(start, end, quoted);
  }

  #push(start: number, end: number, quoted: 0 | 1 | 2): void {
    if (this.count === this.starts.length) this.#grow();
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.quoted[this.count] = quoted;
    this.count++;
  }

  #grow(): void {
    const size = 2 * this.count;
    if (size > MOST_FIELDS) this.#fail(this.line, `it has more than ${MOST_FIELDS} columns, which no table should`);
    const [starts, ends, quoted] = [this.starts, this.ends, this.quoted];
    this.starts = new Int32Array(size);
    this.ends = new Int32Array(size);
    this.quoted = new Uint8Array(size);
    this.starts.set(starts);
    this.ends.set(ends);
    this.quoted.set(quoted);
  }

  #skipBlanks(): void {
    const text = this.#text;
    let code = text.charCodeAt(this.#index);
    while (isBlank(code) && code !== this.#delimiter) code = text.charCodeAt(++this.#index);
  }

  #skipLineEnd(): boolean {
    const code = this.#text.charCodeAt(this.#index);
    if (!isLineEnd(code)) return false;
    this.#index += code === CR && this.#text.charCodeAt(this.#index + 1) === LF ? 2 : 1;
    this.#nextLine++;
    return true;
  }

  #fail(line: number, fault: string, choice: TableChoice | null = null): never {
    throw new TableError(`Cannot read ${this.#name}: line ${line}: ${fault}`, line, choice);
  }
}

function isLineEnd(code: number): boolean {
  return code === LF || code === CR;
}

/** A space, a tab, or a space that does not break. */
export function isBlank(code: number): boolean {
  return code === BLANK || code === TAB || code === NO_BREAK_SPACE;
}

function countLineEnds(text: string, start: number, end: number): number {
  let lines = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === LF || (code === CR && text.charCodeAt(i + 1) !== LF)) lines++;
  }
  return lines;
}
