import { detachTexts } from "../text/detach-texts.ts";
import { type Cells, codeOf } from "./read-cells.ts";
import type { RecordReader } from "./record-reader.ts";
import type { Column, TextColumn } from "./table.ts";

/** What the two kinds of columns have in common. */
type Base = Pick<Column, "place" | "name" | "missing">;

/**
 * `skip` is 1 where the first record is a header. `reread` gives a reader from the first record on, for columns in
 * which numbers come before the first text.
 */
export function buildColumns(
  cells: Cells,
  names: readonly string[] | null,
  skip: 0 | 1,
  reread: () => RecordReader,
): Column[] {
  const { records } = cells;
  const firstTexts = cells.columns.map(({ values, missing, firstText }) => {
    const isFirst = skip === 0 && Number.isNaN(values[0]) && (missing?.[0] ?? 0) === 0;
    return isFirst ? 0 : firstText - skip;
  });
  const isMixed = cells.columns.map(({ codes }, i) => firstTexts[i]! >= 0 && codes === null);
  const mixed = isMixed.includes(true) ? readMixed(cells, isMixed, skip, reread()) : [];
  return cells.columns.map((column, i): Column => {
    const missing = column.missing?.slice(skip, records) ?? null;
    const base: Base = {
      place: i + 1,
      name: names?.[i] ?? null,
      missing: missing?.some((code) => code > 0) === true ? missing : null,
    };
    const firstText = firstTexts[i]!;
    if (firstText < 0) return { kind: "number", ...base, values: column.values.subarray(skip, records) };
    const { codes, levels } = isMixed[i] ? mixed[i]! : textsOf(cells, i, skip);
    return textColumn(base, codes, detachTexts([...levels.keys()]), firstText);
  });
}

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

/** The columns of which `isMixed` is true, read again; nothing for the others. */
function readMixed(
  { columns, records }: Cells,
  isMixed: readonly boolean[],
  skip: 0 | 1,
  reader: RecordReader,
): Coded[] {
  const mixed = columns.map((_, i) => ({
    codes: new Int32Array(isMixed[i] ? records - skip : 0).fill(-1),
    levels: new Map<string, number>(),
  }));
  for (let record = 0; reader.next(); record++) {
    if (record < skip) continue;
    for (let i = 0; i < columns.length; i++) {
      if (!isMixed[i] || (columns[i]!.missing?.[record] ?? 0) > 0) continue;
      const { codes, levels } = mixed[i]!;
      codes[record - skip] = codeOf(reader.textOf(i), levels);
    }
  }
  return mixed;
}

/** A column of texts; those of its rows are put together when they are asked for. */
function textColumn(base: Base, codes: Int32Array, levels: readonly string[], firstText: number): TextColumn {
  let values: readonly string[] | null = null;
  return {
    kind: "text",
    ...base,
    levels,
    codes,
    firstText,
    get values() {
      values ??= Array.from(codes, (code) => (code === -1 ? "" : levels[code]!));
      return values;
    },
  };
}
