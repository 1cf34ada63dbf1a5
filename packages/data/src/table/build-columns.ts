import type { Cells } from "./read-cells.ts";
import type { RecordReader } from "./record-reader.ts";
import type { Column } from "./table.ts";

/**
 * `skip` is 1 where the first record is a header. `reread` gives a reader from the first record on, for columns of
 * texts.
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
  const isText = firstTexts.map((row) => row >= 0);
  const texts = isText.includes(true) ? readTexts(cells, isText, skip, reread()) : [];
  return cells.columns.map((column, i): Column => {
    const missing = column.missing?.slice(skip, records) ?? null;
    const place = i + 1;
    const base = {
      place,
      name: names?.[i] ?? null,
      missing: missing?.some((code) => code > 0) === true ? missing : null,
    };
    if (!isText[i]) return { kind: "number", ...base, values: column.values.slice(skip, records) };
    return { kind: "text", ...base, values: texts[i]!, firstText: firstTexts[i]! };
  });
}

/**
 * The texts of the columns that are of texts; nothing for the others. Equal ones are one string: a category has few.
 */
function readTexts({ columns }: Cells, isText: readonly boolean[], skip: number, reader: RecordReader): string[][] {
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
