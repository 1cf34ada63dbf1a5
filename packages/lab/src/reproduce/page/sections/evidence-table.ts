/** A claim's table, whose columns are only known now: what is a number, and how many decimals its column shares. */

import { formatFigure, formatFixed, missing } from "../../../page-kit/format-number.ts";
import type { Html } from "../../../page-kit/html.ts";
import { polishText } from "../../../page-kit/polish-text.ts";
import { type Cell, type Column, cell, number, renderTable, text } from "../../../page-kit/table.ts";
import type { EvidenceTable } from "../../results.ts";

type Entry = EvidenceTable["rows"][number][number];

/** A number as a claim may write it: 97.3%, x0.1, +0.12, −3; groups of three are not expected. */
const writtenNumber = /^[x×]?\s?([+−-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s?%?$/;

function readNumber(entry: Entry): number | null {
  if (entry === null || typeof entry === "number") return entry;
  const digits = writtenNumber.exec(entry.trim())?.[1];
  return digits === undefined ? null : Number(digits.replace("−", "-"));
}

const powerOfTen = /10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]/;

/** From here on four decimals keep at least two digits. */
const enoughForFour = 0.001;

/** Neighbours in a column are compared by eye, so they share their decimals, unless one needs a power of ten. */
export function formatColumn(values: readonly number[]): (value: number) => string {
  const texts = values.filter((value) => Number.isFinite(value)).map(formatFigure);
  const needed = Math.max(0, ...texts.map((shown) => (shown.split(".")[1] ?? "").length));
  const smallest = Math.min(...values.filter((value) => value !== 0).map(Math.abs));
  const decimals = smallest >= enoughForFour ? Math.min(needed, 4) : needed;
  if (decimals === 0 || texts.some((shown) => powerOfTen.test(shown))) return formatFigure;
  return (value) => formatFixed(value, decimals);
}

function isBlank(entry: Entry): boolean {
  return entry === null || (typeof entry === "string" && ["", "–", "-"].includes(entry.trim()));
}

/** The first column names its rows, so it stands left even where the names are numbers. */
function describeColumn(
  label: string,
  entries: readonly Entry[],
  isFirst: boolean,
): { column: Column; format(entry: Entry): Cell | string } {
  const filled = entries.filter((entry) => !isBlank(entry));
  const numeric = filled.length > 0 && filled.every((entry) => readNumber(entry) !== null);
  const formatNumber = formatColumn(entries.filter((entry): entry is number => typeof entry === "number"));
  return {
    column: numeric && !isFirst ? number(label) : text(label),
    format: (entry) => {
      const shown = entry === null ? missing : typeof entry === "number" ? formatNumber(entry) : polishText(entry);
      return numeric ? cell(readNumber(entry), shown) : { shown, value: "shown" };
    },
  };
}

export function renderEvidenceTable(table: EvidenceTable, marks: readonly string[]): Html {
  const columns = table.columns.map((label, i) =>
    describeColumn(
      polishText(label),
      table.rows.map((row) => row[i] ?? null),
      i === 0,
    ),
  );
  return renderTable({
    title: polishText(table.title),
    marks,
    columns: columns.map(({ column }) => column),
    rows: table.rows.map((row) => columns.map(({ format }, i) => format(row[i] ?? null))),
    footer: [],
    sortable: table.rows.length > 1,
  });
}
