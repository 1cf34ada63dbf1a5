/** What a table is once it has been read: columns by name, the line of each row, and how the file was understood. */
import { TableError } from "../errors.ts";
import type { Encoding } from "../text/decode-text.ts";
import { showText } from "../text/show-text.ts";

/** A column of numbers, or of texts where one of its cells is neither a number nor missing. */
export type Column = NumberColumn | TextColumn;

interface AnyColumn {
  /** from 1, as spreadsheets count */
  readonly place: number;
  /** null where the file has no header; "" where its header leaves the name out, as pandas does over row numbers */
  readonly name: string | null;
  /**
   * [rows] 0 where a value stands, else the place, from 1, of what was written instead in the table's `missingWords`;
   * null where none misses
   */
  readonly missing: Uint8Array | null;
}

/** A column whose cells are all numbers or missing. */
export interface NumberColumn extends AnyColumn {
  readonly kind: "number";
  /** [rows] NaN where missing */
  readonly values: Float64Array;
}

/** A column with texts. */
export interface TextColumn extends AnyColumn {
  readonly kind: "text";
  /**
   * each text once, in the order of their first rows: as written, numbers too, without blanks around what is not quoted
   */
  readonly levels: readonly string[];
  /** [rows] the place of its text in `levels`; -1 where missing */
  readonly codes: Int32Array;
  /** [rows] the texts themselves; "" where missing. They are put together when they are first asked for */
  readonly values: readonly string[];
  /**
   * the first row that is neither a number nor missing: why the column is no column of numbers; -1 where there is none,
   * and the column's cells are kept as they are written because the caller asked for it, or because they are codes
   */
  readonly firstText: number;
  /** of digits alone that were taken for codes, as postal ones: the first that begins with 0 */
  readonly firstCode?: string;
}

/** How a file was understood: what was found in it, or what the caller said. */
export interface TableFormat {
  readonly encoding: Encoding;
  /** where the encoding was taken for windows-1252 because it is not UTF-8: the line that shows it; else null */
  readonly notUtf8Line: number | null;
  /** one character; " " for runs of blanks and tabs; null where there is one column */
  readonly delimiter: string | null;
  /** null where quotes are characters like others */
  readonly quote: '"' | "'" | null;
  readonly decimal: "." | ",";
  /** the line of the columns' names; null where there is none */
  readonly headerLine: number | null;
  /** empty lines between the first row and the last, which hold no row */
  readonly blankLines: number;
  /** the first of them; null where there is none */
  readonly firstBlankLine: number | null;
  /** lines before the rows that begin with # or %, and one such as `sep=;`, but for a header among them */
  readonly commentLines: number;
}

/** The rows of a file. */
export interface Table {
  /** the file's, for messages */
  readonly name: string;
  readonly rows: number;
  /** in the file's order */
  readonly columns: readonly Column[];
  /**
   * [rows] the line on which each begins, from 1, as editors count: blank lines, comments and line ends in quotes
   * included
   */
  readonly lines: Uint32Array;
  /** what was written where values are missing, as `NA` or nothing at all, each once */
  readonly missingWords: readonly string[];
  readonly format: TableFormat;
}

/** A column for messages: its place, and its name where it has one. */
export function describeColumn({ place, name }: { readonly place: number; readonly name: string | null }): string {
  return name === null || name === "" ? `column ${place}` : `column ${place} (${showText(name).slice(1, -1)})`;
}

/**
 * The column of that name, or, where none has it, of that place. Throws TableError where there is none, or more than
 * one.
 */
export function findColumn(table: Table, reference: string): Column {
  const named = table.columns.filter(({ name }) => name === reference);
  if (named.length > 1) {
    const places = named.map(({ place }) => place);
    throw new TableError(
      `Cannot use column ${showText(reference)} of ${table.name}: columns ${places.slice(0, 3).join(", ")} have ` +
        "this name; rename them",
      table.format.headerLine,
    );
  }
  const column = named[0] ?? (/^[1-9]\d{0,8}$/.test(reference) ? table.columns[Number(reference) - 1] : undefined);
  if (column !== undefined) return column;
  const names = table.columns.flatMap(({ name }) => (name === null || name === "" ? [] : [showText(name)]));
  const shown = names.length === 0 ? "" : `${names.slice(0, 8).join(", ")}${names.length > 8 ? ", ..." : ""}, or `;
  throw new TableError(
    `Cannot use column ${showText(reference)} of ${table.name}: there is none; it has ${shown}1 to ` +
      `${table.columns.length} by place`,
    table.format.headerLine,
  );
}

const ENCODING_WORDS: Readonly<Record<Encoding, string>> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16",
  "windows-1252": "Windows-1252",
};

const DELIMITER_WORDS: Readonly<Record<string, string>> = { "\t": "tab", " ": "blanks" };

/**
 * One line that tells how the file was understood, so that a wrong guess is seen: `a.csv: 4 rows x 20 columns, header
 * in line 1, ...`.
 */
export function describeTable({ name, rows, columns, format }: Table): string {
  const { delimiter, headerLine, decimal, encoding, notUtf8Line, blankLines, firstBlankLine, commentLines } = format;
  const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? "" : "s"}`;
  const parts = [
    `${count(rows, "row")} x ${count(columns.length, "column")}`,
    headerLine === null ? "no header" : `header in line ${headerLine}`,
    ...(delimiter === null
      ? []
      : [`delimiter ${DELIMITER_WORDS[delimiter] ?? `'${showText(delimiter).slice(1, -1)}'`}`]),
    `decimal ${decimal === "." ? "point" : "comma"}`,
    `${ENCODING_WORDS[encoding]}${notUtf8Line === null ? "" : ` (line ${notUtf8Line} is not UTF-8)`}`,
  ];
  const passed = [
    ...(blankLines === 0 ? [] : [`${count(blankLines, "blank line")} (the first is ${firstBlankLine})`]),
    ...(commentLines === 0 ? [] : [`${count(commentLines, "comment line")} at its beginning`]),
  ];
  return [
    `${name}: ${parts.join(", ")}`,
    ...(passed.length === 0 ? [] : [`passed over: ${passed.join(", ")}`]),
    ...describeCodes(columns),
  ].join("; ");
}

/** Wide tables have many. */
const MOST_TOLD = 3;

function describeCodes(columns: readonly Column[]): readonly string[] {
  const codes = columns.filter((column) => column.kind === "text" && column.firstCode !== undefined) as TextColumn[];
  const told = codes.slice(0, MOST_TOLD).map((column) => {
    const name = showText(column.name ?? describeColumn(column)).slice(1, -1);
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
    return `${name}: texts, for ${column.firstCode} begins with 0; types: { ${key}: number } reads numbers`;
  });
  return codes.length > MOST_TOLD ? [...told, `so are ${codes.length - MOST_TOLD} more`] : told;
}
