/** The rows that a network was most mistaken about, as they stand in their file: a table, or pictures. */
import { formatFixed, missing, signed } from "../../../page-kit/format-number.ts";
import { type Html, html, trustMarkup } from "../../../page-kit/html.ts";
import { type Cell, type Column, cell, number, renderTable, text } from "../../../page-kit/table.ts";
import type { ShownColumns, ShownRow } from "../../../performance/task-performance.ts";
import { countOf } from "../../words.ts";

/** What is told of a row beside what stands in it. */
export interface Verdict<Row extends ShownRow> {
  readonly column: Column;
  tell(row: Row): Cell | string;
}

export interface MistakenTable<Row extends ShownRow> {
  readonly title: string;
  readonly marks: readonly string[];
  readonly rows: readonly Row[];
  readonly shown: ShownColumns;
  readonly verdicts: readonly Verdict<Row>[];
}

/** 0.98; a probability that only rounding makes whole says so. */
export function formatProbability(value: number): string {
  if (value > 0.999 && value < 1) return "> 0.999";
  return value > 0 && value < 0.001 ? "< 0.001" : formatFixed(value, 3);
}

function isNumeric(rows: readonly ShownRow[], column: number): boolean {
  return rows.every(({ values }) => typeof values[column] !== "string");
}

/** Hold what a file had, in float32 too. */
const SHOWN_DIGITS = 9;

function showValue(value: string | number | null | undefined, isNumber: boolean): Cell | string {
  const written =
    value === null || value === undefined
      ? missing
      : typeof value === "number"
        ? signed(String(Number(value.toPrecision(SHOWN_DIGITS))))
        : value;
  return isNumber ? cell(typeof value === "number" ? value : null, written) : written;
}

export function renderMistakenTable<Row extends ShownRow>({
  title,
  marks,
  rows,
  shown,
  verdicts,
}: MistakenTable<Row>): Html {
  const { columns, moreColumns } = shown;
  const numeric = columns.map((_, i) => isNumeric(rows, i));
  const table = renderTable({
    title,
    marks,
    columns: [
      text("Row"),
      ...verdicts.map(({ column }) => column),
      ...columns.map((name, i) => (numeric[i] ? number(name) : text(name))),
    ],
    rows: rows.map((row) => [
      { shown: html`<span class="place">${row.place}</span>`, value: "shown" },
      ...verdicts.map(({ tell }) => tell(row)),
      ...columns.map((_, i) => showValue(row.values[i], numeric[i]!)),
    ]),
    footer: [],
    sortable: rows.length > 1,
  });
  const more =
    moreColumns === 0
      ? ""
      : html`<p class="note">${countOf(moreColumns, "more column")} of these rows ${moreColumns === 1 ? "is" : "are"} not shown.</p>`;
  return html`${table}${more}`;
}

/** `tell`: what is said below a picture, in a word or two each line. */
export function renderMistakenPictures<Row extends ShownRow>(
  rows: readonly Row[],
  tell: (row: Row) => { readonly lines: readonly string[]; readonly alternative: string },
): Html {
  const items = rows.map((row) => {
    const { lines, alternative } = tell(row);
    // made here out of pixels
    const image = trustMarkup(`<img src="${row.picture}" alt="`);
    return html`<li>${image}${alternative}${trustMarkup('">')}<div>${lines.map((line) => html`<span>${line}</span>`)}<span class="place">${row.place}</span></div></li>`;
  });
  return html`<ul class="mistaken">${items}</ul>`;
}

export const mistakenStyle: string = `
.mistaken { list-style: none; margin: 1rem 0 1.6rem; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(8.2rem, 1fr)); gap: 1.1rem 0.9rem; font-size: 0.82rem; line-height: 1.35; }
.mistaken img { display: block; width: 6rem; height: 6rem; object-fit: contain; image-rendering: pixelated; background: #000; border: 1px solid var(--line); border-radius: 4px; margin-bottom: 0.35rem; }
.mistaken span { display: block; overflow-wrap: anywhere; }
.mistaken .place { color: var(--muted); }
td .place { white-space: nowrap; }
`;
