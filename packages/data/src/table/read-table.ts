/** A file with a row a line, as spreadsheets and statistics programs write them, into columns of numbers and texts. */
import { TableError } from "../errors.ts";
import { isMissing } from "../numbers/missing-words.ts";
import { type DecodedText, decodeText, type Encoding } from "../text/decode-text.ts";
import { showText } from "../text/show-text.ts";
import { detectDelimiter, detectQuote } from "./detect-dialect.ts";
import { judgeDecimal } from "./judge-decimal.ts";
import { judgeHeader } from "./judge-header.ts";
import { type Cells, countsRows, type FirstRecord, readCells } from "./read-cells.ts";
import { type Dialect, RecordReader, type TextPlace } from "./record-reader.ts";
import { type Prologue, skipPrologue } from "./skip-prologue.ts";
import type { Column, Table, TableFormat } from "./table.ts";

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
  /** how many columns the caller can use: settles what the file leaves open, such as whether `1,5` is one number or two; it is no demand */
  readonly columns?: number;
}

/** A text with how it is cut, from where: what reads it, as often as is needed. */
interface Source {
  readonly name: string;
  readonly text: string;
  readonly dialect: Dialect;
  readonly prologue: Prologue;
}

/**
 * Reads a table from a file's bytes, or from a text: CSV with any delimiter (RFC 4180), or columns between blanks. Blank lines hold no row but are
 * counted; a line of delimiters alone is a row of missing values. Throws TableError, in one line with the file's name and the place, for what is
 * no text, rows of several lengths, quotes that do not close, no rows at all, and where a header or a decimal mark could be read in two ways.
 */
export function readTable(source: Uint8Array | string, options: TableOptions): Table {
  const { name } = options;
  refuseOptions(options);
  const decoded: DecodedText =
    typeof source === "string"
      ? { text: source, encoding: "utf-8", notUtf8Line: null }
      : decodeText(source, name, options.encoding);
  const { text } = decoded;
  const prologue = skipPrologue(text);
  const from = prologue.place;
  const quote = options.quote === undefined ? detectQuote(text, from) : options.quote;
  const given = options.delimiter === undefined ? prologue.delimiter : options.delimiter;
  const delimiter =
    given === null && options.delimiter === undefined ? detectDelimiter(text, quote, from, options.columns) : given;
  const file: Source = { name, text, dialect: { delimiter, quote }, prologue };

  const decimal = options.decimal ?? ".";
  let cells = readCells(text, open(file), decimal);
  const settled = options.decimal ?? judgeDecimal(cells, text, open(file), name);
  if (settled !== decimal) cells = readCells(text, open(file), settled);

  if (cells.first === null) throw new TableError(`Cannot read ${name}: it holds no rows; give a row a line`);
  const hasRowNames = checkFieldCounts(cells, options);
  const isFirstHeader =
    hasRowNames || (options.header ?? judgeHeader(cells, { text, decimal: settled, reread: () => open(file) }, name));
  const comment = isFirstHeader || options.header === false ? null : readCommentHeader(file, cells);
  const names = isFirstHeader ? [...(hasRowNames ? [""] : []), ...cells.first.cells] : (comment?.names ?? null);
  const headerLine = isFirstHeader ? cells.first.line : (comment?.line ?? null);
  if (isFirstHeader && cells.records === 1) refuseHeaderAlone(cells.first, options);

  const { encoding, notUtf8Line } = decoded;
  const { blankLines, firstBlankLine } = cells;
  const commentLines = prologue.commentLines - (comment === null ? 0 : 1);
  const format: TableFormat = {
    encoding,
    notUtf8Line,
    delimiter,
    quote,
    decimal: settled,
    headerLine,
    blankLines,
    firstBlankLine,
    commentLines,
  };
  const skip = isFirstHeader ? 1 : 0;
  return {
    name,
    rows: cells.records - skip,
    columns: buildColumns(file, cells, names, skip),
    lines: cells.lines.slice(skip),
    missingWords: cells.missingWords,
    format,
  };
}

function open({ text, dialect, name, prologue }: Source, place: TextPlace = prologue.place): RecordReader {
  return new RecordReader(text, dialect, name, place);
}

/** What would be a part of a number, a name or a line. */
const NO_DELIMITER = /^[\p{L}\p{N}+\-.\r\n"']$/u;

function refuseOptions({ name, delimiter, decimal }: TableOptions): void {
  if (typeof delimiter === "string" && (delimiter.length !== 1 || NO_DELIMITER.test(delimiter))) {
    throw new TableError(
      `Cannot read ${name}: the delimiter ${showText(delimiter)} should be one character that no number has, as , ; or a tab`,
    );
  }
  if (decimal !== undefined && decimal !== "." && decimal !== ",") {
    throw new TableError(`Cannot read ${name}: the decimal mark ${showText(String(decimal))} should be . or ,`);
  }
}

/**
 * Throws TableError where records have different numbers of fields. True where the header alone has one fewer than the rows: R's `write.table`
 * gives its first column, the names of the rows, no name.
 */
function checkFieldCounts(cells: Cells, { name, columns: wanted, header }: TableOptions): boolean {
  const { fieldCounts, first, columns, records } = cells;
  if (fieldCounts.size <= 1) return false;
  const byRecords = [...fieldCounts].sort(([, a], [, b]) => b.records - a.records || a.record - b.record);
  const [expected, usual] = byRecords.find(([count]) => count === wanted) ?? byRecords[0]!;
  const [count, odd] = [...fieldCounts]
    .sort(([, a], [, b]) => a.record - b.record)
    .find(([fields]) => fields !== expected)!;
  const isHeaderShort = fieldCounts.size === 2 && odd.record === 0 && odd.records === 1 && count === expected - 1;
  if (isHeaderShort && header !== false && first!.cells.every(isName)) {
    if (namesRows(cells)) return true;
    const last = columns[expected - 1]!;
    if (last.numbers + last.texts === 0) {
      throw new TableError(
        `Cannot read ${name}: line ${usual.line} ends in a delimiter, as ${records - 1} lines do, but the header in line ${odd.line} does not; remove it from the ends of the lines`,
        usual.line,
      );
    }
  }
  throw new TableError(
    `Cannot read ${name}: line ${odd.line} has ${count} column${count === 1 ? "" : "s"}, should have ${expected} as line ${usual.line} has; mend it, or say what the delimiter is`,
    odd.line,
  );
}

/** Whether the first column holds names of rows as R writes them: quoted, texts, or their numbers. */
function namesRows(cells: Cells): boolean {
  const { texts, numbers, quotedNumbers } = cells.columns[0]!;
  return texts > 0 || (numbers > 0 && quotedNumbers === numbers) || countsRows(cells);
}

function isName(cell: string): boolean {
  return !/^[+-]?[\d.,]/.test(cell.trim()) && !isMissing(cell, 0, cell.length);
}

/** The last comment before the rows, where it names as many columns as there are. */
function readCommentHeader(
  { dialect, name, prologue: { lastComment } }: Source,
  { first }: Cells,
): { readonly names: readonly string[]; readonly line: number } | null {
  if (lastComment === null || first === null) return null;
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

function refuseHeaderAlone({ line }: FirstRecord, { name, header }: TableOptions): never {
  throw new TableError(
    `Cannot read ${name}: it holds no rows, only a header in line ${line}${header === true ? "" : "; if it is a row, {choice}"}`,
    line,
    header === true ? null : { setting: "header", values: ["no"] },
  );
}

function buildColumns(file: Source, cells: Cells, names: readonly string[] | null, skip: number): Column[] {
  const { records } = cells;
  const isText = cells.columns.map(({ texts, values, missing }) => {
    if (texts > 0) return true;
    return skip === 0 && Number.isNaN(values[0]) && (missing === null || missing[0] === 0);
  });
  const texts = isText.includes(true) ? readTexts(file, cells, isText, skip) : [];
  return cells.columns.map((column, i): Column => {
    const missing = column.missing?.slice(skip, records) ?? null;
    const place = i + 1;
    const base = {
      place,
      name: names?.[i] ?? null,
      missing: missing?.some((code) => code > 0) === true ? missing : null,
    };
    if (!isText[i]) return { kind: "number", ...base, values: column.values.slice(skip, records) };
    const isFirstText = skip === 0 && Number.isNaN(column.values[0]) && (column.missing?.[0] ?? 0) === 0;
    return { kind: "text", ...base, values: texts[i]!, firstText: isFirstText ? 0 : column.firstText - skip };
  });
}

/** The texts of the columns that are of texts; nothing for the others. */
function readTexts(file: Source, { columns }: Cells, isText: readonly boolean[], skip: number): string[][] {
  const reader = open(file);
  const values: string[][] = columns.map(() => []);
  const known = columns.map(() => new Map<string, string>());
  for (let record = 0; reader.next(); record++) {
    if (record < skip) continue;
    for (let i = 0; i < columns.length; i++) {
      if (!isText[i]) continue;
      const text = (columns[i]!.missing?.[record] ?? 0) > 0 ? "" : reader.textOf(i);
      const same = known[i]!.get(text);
      if (same === undefined) known[i]!.set(text, text);
      values[i]!.push(same ?? text);
    }
  }
  return values;
}
