/** A file with a row a line, as spreadsheets and statistics programs write them, into columns of numbers and texts. */
import { TableError } from "../errors.ts";
import { type DecodedText, decodeText, type Encoding } from "../text/decode-text.ts";
import { detachTexts } from "../text/detach-texts.ts";
import { showText } from "../text/show-text.ts";
import { buildColumns, type TypeOf } from "./build-columns.ts";
import { checkFieldCounts, isName } from "./check-field-counts.ts";
import { detectDelimiter, detectQuote } from "./detect-dialect.ts";
import { judgeDecimal } from "./judge-decimal.ts";
import { judgeHeader } from "./judge-header.ts";
import { type CellOptions, type Cells, type FirstRecord, readCells } from "./read-cells.ts";
import { type Dialect, RecordReader } from "./record-reader.ts";
import { type Prologue, skipPrologue } from "./skip-prologue.ts";
import type { Table, TableFormat } from "./table.ts";

/** What the caller knows of a file; what it leaves out is found in the file. */
export interface TableOptions {
  /** the file's name, for messages */
  readonly name: string;
  readonly encoding?: Encoding;
  /** one character; " " for runs of blanks and tabs; null for one column */
  readonly delimiter?: string | null;
  /** null: quotes are characters like others */
  readonly quote?: '"' | "'" | null;
  readonly decimal?: "." | ",";
  /** whether the first line that is neither blank nor a comment holds the columns' names */
  readonly header?: boolean;
  /**
   * how many columns the caller can use: settles what the file leaves open, such as whether `1,5` is one number or two;
   * it is no demand
   */
  readonly columns?: number;
  /** whole numbers that a double does not hold (beyond 2^53) are texts; default: the nearest double */
  readonly exactWholes?: boolean;
  /** what a column of numbers is taken as, by its name, null without a header, and place from 1; default: numbers */
  readonly typeOf?: TypeOf;
}

/** A text with how it is cut, from where: what reads it, as often as is needed. */
interface Source {
  readonly name: string;
  readonly text: string;
  readonly dialect: Dialect;
  readonly prologue: Prologue;
}

/**
 * Reads a table from a file's bytes, or from a text: CSV with any delimiter (RFC 4180), or columns between blanks.
 * Blank lines hold no row but are counted; a line of delimiters alone is a row of missing values. Throws TableError, in
 * one line with the file's name and the place, for what is no text, rows of several lengths, quotes that do not close,
 * no rows at all, and where a header or a decimal mark could be read in two ways.
 */
export function readTable(source: Uint8Array | string, options: TableOptions): Table {
  const { name } = options;
  checkTableOptions(options);
  const decoded: DecodedText =
    typeof source === "string"
      ? { text: source, encoding: "utf-8", notUtf8Line: null }
      : decodeText(source, name, options.encoding);
  const { text } = decoded;
  const before = skipPrologue(text, options.delimiter);
  const quote = options.quote === undefined ? detectQuote(text, before.place) : options.quote;
  const given = options.delimiter === undefined ? before.delimiter : options.delimiter;
  const delimiter =
    given === null && options.delimiter === undefined
      ? detectDelimiter(text, quote, before.place, options.columns)
      : given;
  // a line of tabs is blank, unless tabs turn out to be the delimiter
  const prologue = skipPrologue(text, delimiter);
  const from = prologue.place;
  const file: Source = { name, text, dialect: { delimiter, quote }, prologue };

  const reread = (): RecordReader => new RecordReader(text, file.dialect, name, from);

  const assumed = options.decimal ?? ".";
  const exactWholes = options.exactWholes ?? false;
  let cells = readAll(file, reread(), { decimal: assumed, exactWholes });
  const decimal = options.decimal ?? judgeDecimal(cells, text, reread(), name);
  if (decimal !== assumed) cells = readAll(file, reread(), { decimal, exactWholes });

  const { first } = cells;
  if (first === null) throw new TableError(`Cannot read ${name}: it holds no rows; give a row a line`);
  const hasRowNames = checkFieldCounts(cells, options);
  const isFirstHeader = hasRowNames || (options.header ?? judgeHeader(first, cells, { text, decimal, reread }, name));
  const comment = isFirstHeader || options.header === false ? null : readCommentHeader(file, first);
  const found = isFirstHeader ? [...(hasRowNames ? [""] : []), ...first.cells] : (comment?.names ?? null);
  const names = found === null ? null : detachTexts(found);
  const headerLine = isFirstHeader ? first.line : (comment?.line ?? null);
  if (isFirstHeader && cells.records === 1) failOnHeaderAlone(first, options);

  const { encoding, notUtf8Line } = decoded;
  const { blankLines, firstBlankLine } = cells;
  const commentLines = prologue.commentLines - (comment === null ? 0 : 1);
  const format: TableFormat = {
    encoding,
    notUtf8Line,
    delimiter,
    quote,
    decimal,
    headerLine,
    blankLines,
    firstBlankLine,
    commentLines,
  };
  const skip = isFirstHeader ? 1 : 0;
  return {
    name,
    rows: cells.records - skip,
    columns: buildColumns(cells, names, skip, reread, options.typeOf),
    lines: cells.lines.slice(skip),
    missingWords: detachTexts(cells.missingWords),
    format,
  };
}

function readAll({ name, text }: Source, reader: RecordReader, options: CellOptions): Cells {
  try {
    return readCells(text, reader, options);
  } catch (error) {
    // what an engine says when it has no memory for an array
    if (!(error instanceof RangeError)) throw error;
    throw new TableError(`Cannot read ${name}: its columns do not fit into memory (${error.message}); split it`);
  }
}

/** What would be a part of a number, a name or a line. */
const NO_DELIMITER = /^[\p{L}\p{N}+\-.\r\n"']$/u;

function checkTableOptions({ name, delimiter, decimal }: TableOptions): void {
  if (typeof delimiter === "string" && (delimiter.length !== 1 || NO_DELIMITER.test(delimiter))) {
    throw new TableError(
      `Cannot read ${name}: the delimiter ${showText(delimiter)} should be one character that no number has, as ` +
        ", ; or a tab",
    );
  }
  if (decimal !== undefined && decimal !== "." && decimal !== ",") {
    throw new TableError(`Cannot read ${name}: the decimal mark ${showText(String(decimal))} should be . or ,`);
  }
}

/** The last comment before the rows, where it names as many columns as there are. */
function readCommentHeader(
  { dialect, name, prologue: { lastComment } }: Source,
  first: FirstRecord,
): { readonly names: readonly string[]; readonly line: number } | null {
  if (lastComment === null) return null;
  try {
    const reader = new RecordReader(lastComment.text, dialect, name);
    if (!reader.next() || reader.count !== first.cells.length) return null;
    const names = Array.from({ length: reader.count }, (_, i) => reader.textOf(i));
    return names.every(isName) ? { names, line: lastComment.line } : null;
  } catch (error) {
    // prose with a quote in it
    if (error instanceof TableError) return null;
    throw error;
  }
}

function failOnHeaderAlone({ line }: FirstRecord, { name, header }: TableOptions): never {
  throw new TableError(
    `Cannot read ${name}: it holds no rows, only a header in line ` +
      `${line}${header === true ? "" : "; if it is a row, {choice}"}`,
    line,
    header === true ? null : { setting: "header", values: ["no"] },
  );
}
