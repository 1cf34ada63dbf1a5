/** Against pandas, NumPy and Python's csv; the files and the script that made them are in fixtures/. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readTable } from "./read-table.ts";
import type { Table, TableFormat } from "./table.ts";

interface Case {
  readonly name: string;
  readonly base64: string;
  readonly names: readonly string[] | null;
  readonly headerLine: number | null;
  readonly rows: readonly (readonly (number | string | null)[])[];
  readonly lines?: readonly number[];
  readonly format: Partial<TableFormat>;
}

const golden = JSON.parse(readFileSync(new URL("../../fixtures/tables.json", import.meta.url), "utf8")) as {
  readonly cases: readonly Case[];
};

/** Row by row, null where missing. */
function rowsOf({ rows, columns }: Table): (number | string | null)[][] {
  return Array.from({ length: rows }, (_, row) =>
    columns.map(({ missing, values }) => ((missing?.[row] ?? 0) > 0 ? null : values[row]!)),
  );
}

test.each(golden.cases)("$name", ({ base64, names, headerLine, rows, lines, format }) => {
  const table = readTable(new Uint8Array(Buffer.from(base64, "base64")), { name: "a.csv" });
  expect(rowsOf(table)).toEqual(rows);
  expect(table.columns.map(({ name }) => name)).toEqual(names ?? rows[0]!.map(() => null));
  expect(table.format).toMatchObject({ ...format, headerLine });
  if (lines !== undefined) expect([...table.lines]).toEqual(lines);
});
