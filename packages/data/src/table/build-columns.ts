import { detachTexts } from "../text/detach-texts.ts";
import { type Cells, codeOf } from "./read-cells.ts";
import type { RecordReader } from "./record-reader.ts";
import type { Column, TextColumn } from "./table.ts";

/** What the two kinds of columns have in common. */
type Base = Pick<Column, "place" | "name" | "missing">;

/**
 * What a column whose cells are all numbers is taken as: numbers; texts as they are written; texts where all are digits
 * and one begins with a 0 before another, as postal codes do, else numbers.
 */
export type TypeOf = (name: string | null, place: number) => "number" | "category" | "codes";

/**
 * `skip` is 1 where the first record is a header. `reread` gives a reader from the first record on, for columns in
 * which numbers come before the first text, or are kept as they are written.
 */
export function buildColumns(
  cells: Cells,
  names: readonly string[] | null,
  skip: 0 | 1,
  reread: () => RecordReader,
  typeOf: TypeOf = () => "number",
): Column[] {
  const { records } = cells;
  const firstTexts = cells.columns.map(({ values, missing, firstText }) => {
    const isFirst = skip === 0 && Number.isNaN(values[0]) && (missing?.[0] ?? 0) === 0;
    return isFirst ? 0 : firstText - skip;
  });
  const wanted = cells.columns.map(({ codes, isPadded }, i): Wanted => {
    if (firstTexts[i]! >= 0) return codes === null ? "texts" : null;
    const type = typeOf(names?.[i] ?? null, i + 1);
    return type === "category" ? "texts" : type === "codes" && isPadded ? "codes" : null;
  });
  const read = wanted.some((one) => one !== null) ? readTexts(cells, wanted, skip, reread()) : [];
  return cells.columns.map((column, i): Column => {
    const missing = column.missing?.slice(skip, records) ?? null;
    const base: Base = {
      place: i + 1,
      name: names?.[i] ?? null,
      missing: missing?.some((code) => code > 0) === true ? missing : null,
    };
    const firstText = firstTexts[i]!;
    const again = read[i] ?? null;
    if (firstText < 0 && again === null)
      return { kind: "number", ...base, values: column.values.subarray(skip, records) };
    const { codes, levels } = again ?? textsOf(cells, i, skip);
    const texts = detachTexts([...levels.keys()]);
    const firstCode = wanted[i] === "codes" ? texts.find((text) => PADDED.test(text)) : undefined;
    return textColumn(base, codes, texts, firstText, firstCode);
  });
}

/** Which of a column's cells are read again: none; all as texts; all while they are digits. */
type Wanted = "texts" | "codes" | null;

const PADDED = /^\s*0\d/;

const DIGITS = /^\s*\d+\s*$/;

interface Coded {
  /** [rows] */
  readonly codes: Int32Array;
  readonly levels: ReadonlyMap<string, number>;
}

/** Of a column whose texts were told apart when it was read; the first record was not among them. */
function textsOf({ columns, first, records }: Cells, i: number, skip: 0 | 1): Coded {
  const { codes, levels, missing } = columns[i]!;
  const rows = codes!.subarray(skip, records);
  const isMissing = (missing?.[0] ?? 0) > 0;
  if (skip === 1 || isMissing) return { codes: rows, levels };
  // its text is the first of all
  const before = [...levels.keys()];
  const after = new Map<string, number>();
  codeOf(first!.cells[i]!, after);
  const moved = before.map((text) => codeOf(text, after));
  for (let row = 1; row < rows.length; row++) if (rows[row] !== -1) rows[row] = moved[rows[row]!]!;
  rows[0] = 0;
  return { codes: rows, levels: after };
}

/** The columns that are wanted, read again; null for the others, and for those that turn out to be no codes. */
function readTexts(
  { columns, records }: Cells,
  wanted: readonly Wanted[],
  skip: 0 | 1,
  reader: RecordReader,
): (Coded | null)[] {
  const read = wanted.map((one) =>
    one === null ? null : { codes: new Int32Array(records - skip).fill(-1), levels: new Map<string, number>() },
  );
  for (let record = 0; reader.next(); record++) {
    if (record < skip) continue;
    for (let i = 0; i < columns.length; i++) {
      const column = read[i]!;
      if (column === null || (columns[i]!.missing?.[record] ?? 0) > 0) continue;
      const { codes, levels } = column;
      const known = levels.size;
      const text = reader.textOf(i);
      codes[record - skip] = codeOf(text, levels);
      if (wanted[i] === "codes" && levels.size > known && !DIGITS.test(text)) read[i] = null;
    }
  }
  // the one that begins with 0 may have been the header
  return read.map((column, i) => (wanted[i] === "codes" && column !== null && !hasPadded(column) ? null : column));
}

function hasPadded({ levels }: Coded): boolean {
  for (const text of levels.keys()) if (PADDED.test(text)) return true;
  return false;
}

/** A column of texts; those of its rows are put together when they are asked for. */
function textColumn(
  base: Base,
  codes: Int32Array,
  levels: readonly string[],
  firstText: number,
  firstCode: string | undefined,
): TextColumn {
  let values: readonly string[] | null = null;
  return {
    kind: "text",
    ...base,
    levels,
    codes,
    firstText,
    ...(firstCode === undefined ? {} : { firstCode }),
    get values() {
      values ??= Array.from(codes, (code) => (code === -1 ? "" : levels[code]!));
      return values;
    },
  };
}
