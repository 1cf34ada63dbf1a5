/**
 * Tables that sort (every header is a button, every number carries its full value), their cells, and lists of facts.
 */
import { type Html, type HtmlPart, html, nothing } from "./html.ts";

export interface Column {
  readonly label: string;
  readonly align: "text" | "number";
  /** what its figures are, where its label alone does not say so: stands above the table. Empty for none */
  readonly about: string;
}

/** What is shown, and what is sorted by: a number, the text that is shown, or nothing (which sorts last). */
export interface Cell {
  readonly shown: HtmlPart;
  readonly value: number | "shown" | null;
}

export interface Table {
  readonly title: HtmlPart;
  /** "SYNTHETIC", "QUICK": shown beside the title */
  readonly marks: readonly string[];
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly (Cell | string)[])[];
  /** rows that stay at the end, whatever the order: means */
  readonly footer: readonly (readonly (Cell | string)[])[];
  /** false where the order of the rows means something */
  readonly sortable: boolean;
}

export function text(label: string, about = ""): Column {
  return { label, align: "text", about };
}

export function number(label: string, about = ""): Column {
  return { label, align: "number", about };
}

/** A number shown in a way of its own. */
export function cell(value: number | null | undefined, shown: HtmlPart): Cell {
  return { shown, value: typeof value === "number" && Number.isFinite(value) ? value : null };
}

/** A hash: small, in a fixed width; none is an en dash. */
export function hashCell(hash: string): Cell {
  return { shown: html`<code class="hash">${hash === "" ? "–" : hash}</code>`, value: "shown" };
}

function renderHeader(column: Column, sortable: boolean): Html {
  const label = sortable ? html`<button type="button">${column.label}</button>` : column.label;
  const sort = sortable ? html` aria-sort="none"` : nothing;
  return html`<th scope="col" class="${column.align}"${sort}>${label}</th>`;
}

function renderRow(row: readonly (Cell | string)[], columns: readonly Column[]): Html {
  const cells = row.map((entry, i) => {
    const align = columns[i]?.align ?? "text";
    if (typeof entry === "string") return html`<td class="${align}">${entry}</td>`;
    const value = entry.value === "shown" ? nothing : html` data-value="${entry.value ?? ""}"`;
    return html`<td class="${align}"${value}>${entry.shown}</td>`;
  });
  return html`<tr>${cells}</tr>`;
}

export function renderMarks(marks: readonly string[]): Html {
  return html`${marks.map((mark) => html` <span class="mark">${mark}</span>`)}`;
}

/** From `wide` on the columns need room, from `dense` on they must save it to fit a page of 60 rem. */
const columnsOf = { wide: 5, dense: 8 } as const;

function chooseClasses({ columns, sortable }: Table): string {
  const sizes = (["wide", "dense"] as const).filter((size) => columns.length >= columnsOf[size]);
  return [...(sortable ? ["sortable"] : []), ...sizes].join(" ");
}

/** What the columns are, before they are met; not by hovering, which a telephone has not. */
function renderAbouts(columns: readonly Column[]): Html {
  const told = columns.filter(({ about }) => about !== "");
  if (told.length === 0) return nothing;
  return html`
<dl class="heads">${told.map(({ label, about }) => html`<div><dt>${label}</dt> <dd>${about}</dd></div>`)}</dl>`;
}

/** A table that scrolls sideways by itself where the page is narrow; its caption stays where it is. */
export function renderTable(table: Table): Html {
  const { columns, sortable } = table;
  const footer = table.footer.map((row) => renderRow(row, columns));
  return html`
<figure class="table">
<figcaption>${table.title}${renderMarks(table.marks)}</figcaption>${renderAbouts(columns)}
<div class="table-frame"><table class="${chooseClasses(table)}">
<thead><tr>${columns.map((column) => renderHeader(column, sortable))}</tr></thead>
<tbody>${table.rows.map((row) => renderRow(row, columns))}</tbody>
${footer.length > 0 ? html`<tfoot>${footer}</tfoot>` : nothing}
</table></div>
</figure>`;
}

/** A list of short facts, name above value, in as many columns as fit. */
export function renderFacts(facts: readonly (readonly [string, HtmlPart])[]): Html {
  return html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
