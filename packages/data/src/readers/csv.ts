/** Comma-, semicolon- and tab-separated values and their kin, as `readTable` reads them, into a frame. */
import { type SpellChoice, TableError } from "../errors.ts";
import { checkNames, nameByPlace, namesByPlace } from "../frame/check-names.ts";
import type { Frame, FrameColumn } from "../frame/frame.ts";
import { shareValues } from "../frame/frame-of-arrays.ts";
import type { ColumnTypes } from "../frame/retype.ts";
import type { ReadTools } from "../sets/data-set.ts";
import { readTable, type TableOptions } from "../table/read-table.ts";
import { type Column, describeTable, type Table } from "../table/table.ts";
import type { Encoding } from "../text/decode-text.ts";
import { maybeChoice, maybeFlag, maybeText } from "./fields.ts";
import type { NamedBytes, Reader, ReadPurpose } from "./reader.ts";

/** What a user may say of a table; null: found in the file. */
export interface CsvOptions {
  /** one character, or a word for it */
  readonly delimiter: string | null;
  readonly header: boolean | null;
  readonly decimal: "." | "," | null;
  readonly quote: "double" | "single" | "none" | null;
  readonly encoding: Encoding | null;
}

/** Delimiters that are easier to say than to write. */
const DELIMITERS: ReadonlyMap<string, string | null> = new Map([
  ["comma", ","],
  ["semicolon", ";"],
  ["tab", "\t"],
  ["pipe", "|"],
  ["blanks", " "],
  ["none", null],
]);

const QUOTES = { double: '"', single: "'", none: null } as const;

const ENCODINGS: readonly Encoding[] = ["utf-8", "utf-16le", "utf-16be", "windows-1252"];

const FOUND = "null: found in the file";

export const csv: Reader<CsvOptions> = {
  name: "csv",
  says: "a table with a row a line: CSV, TSV, or columns between blanks",
  endings: [".csv", ".tsv", ".tab", ".txt", ".dat", ".data", ".asc", ".prn"],
  isFolder: false,
  // any text may be a table: it is what is tried last
  recognizes: () => false,
  fields: {
    delimiter: maybeText(
      "What stands between columns: one character, or comma, semicolon, tab, pipe, blanks (runs of them), none.",
      `^(?:[^]|${[...DELIMITERS.keys()].join("|")})$`,
      `one character, or ${[...DELIMITERS.keys()].join(", ")}`,
      FOUND,
    ),
    header: maybeFlag("Whether the first line holds the columns' names.", FOUND),
    decimal: maybeChoice("The decimal mark of its numbers.", [".", ","], FOUND),
    quote: maybeChoice("What stands around texts that hold the delimiter.", Object.keys(QUOTES), FOUND),
    encoding: maybeChoice("How its characters are written as bytes.", ENCODINGS, FOUND),
  },
  read: readCsv,
};

function readCsv(
  files: readonly NamedBytes[],
  options: CsvOptions,
  { shared }: ReadTools,
  name: string,
  { types }: ReadPurpose,
): Frame {
  const { bytes } = files[0] as NamedBytes;
  try {
    return frameOfTable(readTable(bytes, tableOptions(options, name, types)), shared);
  } catch (error) {
    throw error instanceof TableError ? error.spelled(spellOption) : error;
  }
}

function tableOptions(
  { delimiter, header, decimal, quote, encoding }: CsvOptions,
  name: string,
  types: ColumnTypes,
): TableOptions {
  const known = new Map(Object.entries(types));
  const named = delimiter === null ? undefined : DELIMITERS.get(delimiter);
  return {
    name,
    exactWholes: true,
    typeOf: (column, place) => known.get(column ?? nameByPlace(place)) ?? "codes",
    ...(delimiter === null ? {} : { delimiter: named === undefined ? delimiter : named }),
    ...(header === null ? {} : { header }),
    ...(decimal === null ? {} : { decimal }),
    ...(quote === null ? {} : { quote: QUOTES[quote] }),
    ...(encoding === null ? {} : { encoding }),
  };
}

/** As it is written below `data:`. */
const spellOption: SpellChoice = (setting, values) => {
  const spelled = values.map((value) => {
    if (setting === "header") return `header: ${value === "yes"}`;
    return `${setting}: ${/^[\w-]+$/.test(value) ? value : JSON.stringify(value)}`;
  });
  return `say ${spelled.join(" or ")}`;
};

/** A table as a frame. Throws DataError for columns of one name, or of none below a header. */
export function frameOfTable(table: Table, shared: boolean): Frame {
  const { name, rows, lines } = table;
  const places = namesByPlace(table.columns.length);
  const names = table.columns.map((column, i) => column.name ?? (places[i] as string));
  const { headerLine } = table.format;
  checkNames(names, name, () => (headerLine === null ? null : `line ${headerLine}`));
  const columns = table.columns.map((column, i) => columnFrom(column, names[i] as string, shared));
  return { name, rows, columns, places: { kind: "lines", lines }, told: describeTable(table) };
}

function columnFrom(column: Column, name: string, shared: boolean): FrameColumn {
  if (column.kind === "number") {
    return { kind: "number", name, values: shared ? shareValues(column.values) : column.values };
  }
  const { codes, levels } = column;
  return { kind: "category", name, codes: shared ? shareValues(codes) : codes, levels };
}
