import { expect, test } from "vitest";
import { formatColumn, renderEvidenceTable } from "./evidence-table.ts";

const table = {
  title: "Rates",
  columns: ["rate", "accuracy", "share", "state"],
  rows: [
    ["x0.1", 0.9, "97.30%", "2 of 3"],
    ["x10", 0.875, "9.10%", "stopped"],
    ["x2", null, "–", "0 of 3"],
  ],
};

test("numbers stand right and sort by size, however they are written; words stand left", () => {
  const { markup } = renderEvidenceTable(table, []);
  expect(markup.match(/<th scope="col" class="(\w+)"/g)?.map((tag) => tag.includes("number"))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect([...markup.matchAll(/data-value="([^"]*)"/g)].map(([, value]) => value)).toEqual([
    "0.1",
    "0.9",
    "97.3",
    "10",
    "0.875",
    "9.1",
    "2",
    "",
    "",
  ]);
  expect(markup).toContain('<td class="text" data-value="0.1">×0.1</td>');
  expect(markup).toContain('<td class="text">2 of 3</td>');
});

test("a column shares its decimals, and keeps powers of ten", () => {
  expect([0.9, 0.875, -1].map(formatColumn([0.9, 0.875, -1]))).toEqual(["0.900", "0.875", "−1.000"]);
  expect([0.0078003, 0.5].map(formatColumn([0.0078003, 0.5]))).toEqual(["0.0078", "0.5000"]);
  expect([3, 12].map(formatColumn([3, 12]))).toEqual(["3", "12"]);
  expect([0.5, 1e-9].map(formatColumn([0.5, 1e-9]))).toEqual(["0.5", "10⁻⁹"]);
});

test("a row that is short has nothing in its last columns, and one row is not sorted", () => {
  const { markup } = renderEvidenceTable({ ...table, rows: [["x1", 0.5], table.rows[0]!] }, []);
  const [, short] = markup.match(/<tr>.*?<\/tr>/gs) ?? [];
  expect([...short!.matchAll(/<td[^>]*>([^<]*)<\/td>/g)].map(([, shown]) => shown)).toEqual(["×1", "0.5", "–", "–"]);
  const sorts = (rows: number) =>
    renderEvidenceTable({ ...table, rows: table.rows.slice(0, rows) }, []).markup.includes("aria-sort");
  expect([sorts(1), sorts(2)]).toEqual([false, true]);
});
