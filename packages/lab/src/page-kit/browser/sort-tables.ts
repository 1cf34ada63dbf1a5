/** Tables that sort by a click on a header. */
import { findElement } from "./find-element.ts";
import { type SortKey, sortByKey } from "./sort-by-key.ts";

/** What a cell is sorted by: the number it carries, or the text that it shows. Null sorts last. */
function keyOf(cell: HTMLTableCellElement): SortKey {
  const value = cell.getAttribute("data-value");
  if (value === null) return cell.textContent.trim();
  return value === "" ? null : Number(value);
}

function sortBy(table: HTMLTableElement, headers: readonly HTMLTableCellElement[], column: number): void {
  const header = headers[column]!;
  const direction = header.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
  for (const other of headers) other.setAttribute("aria-sort", other === header ? direction : "none");
  const body = table.tBodies[0]!;
  body.append(...sortByKey([...body.rows], (row) => keyOf(row.cells[column]!), direction));
}

export function sortTables(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>("table.sortable")) {
    const headers = [...table.tHead!.rows[0]!.cells];
    for (const [column, header] of headers.entries()) {
      findElement(header, "button").addEventListener("click", () => sortBy(table, headers, column));
    }
  }
}
