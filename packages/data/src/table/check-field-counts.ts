import { TableError } from "../errors.ts";
import { isMissing } from "../numbers/missing-words.ts";
import { type Cells, countsRows } from "./read-cells.ts";

interface Expected {
  /** the file's, for messages */
  readonly name: string;
  readonly columns?: number;
  readonly header?: boolean;
}

/**
 * Throws TableError where records have different numbers of fields. True where the header alone has one fewer than the
 * rows: R's `write.table` gives its first column, the names of the rows, no name.
 */
export function checkFieldCounts(cells: Cells, { name, columns: wanted, header }: Expected): boolean {
  const { fieldCounts, first, columns, records } = cells;
  if (fieldCounts.size <= 1) return false;
  const byRecords = [...fieldCounts].sort(([, a], [, b]) => b.records - a.records || a.record - b.record);
  const [expected, usual] = byRecords.find(([count]) => count === wanted) ?? byRecords[0]!;
  const [count, odd] = [...fieldCounts]
    .sort(([, a], [, b]) => a.record - b.record)
    .find(([fields]) => fields !== expected)!;
  const isHeaderShort = fieldCounts.size === 2 && odd.record === 0 && odd.records === 1 && count === expected - 1;
  if (isHeaderShort && header !== false && first!.cells.every(isName)) {
    if (namesRows(cells)) return true;
    const last = columns[expected - 1]!;
    if (last.numbers + last.texts === 0) {
      throw new TableError(
        `Cannot read ${name}: line ${usual.line} ends in a delimiter, as ${records - 1} lines do, but the header ` +
          `in line ${odd.line} does not; remove it from the ends of the lines`,
        usual.line,
      );
    }
  }
  throw new TableError(
    `Cannot read ${name}: line ${odd.line} has ${count} column${count === 1 ? "" : "s"}, should have ${expected} ` +
      `as line ${usual.line} has; mend it, or say what the delimiter is`,
    odd.line,
  );
}

/** Whether the first column holds names of rows as R writes them: quoted, texts, or their numbers. */
function namesRows(cells: Cells): boolean {
  const { texts, numbers, quotedNumbers } = cells.columns[0]!;
  return texts > 0 || (numbers > 0 && quotedNumbers === numbers) || countsRows(cells);
}

/** Neither a number nor a missing value. */
export function isName(cell: string): boolean {
  return !/^[+-]?[\d.,]/.test(cell.trim()) && !isMissing(cell, 0, cell.length);
}
