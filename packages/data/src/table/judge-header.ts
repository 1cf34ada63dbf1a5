/**
 * Whether the first record is a header, judged by what lies below it. Names over numbers are; so are numbers that only
 * count the columns, as pandas writes for a table without names. What could be either is refused: a row too many or too
 * few shifts every answer.
 */
import { TableError } from "../errors.ts";
import { isMissing } from "../numbers/missing-words.ts";
import { parseNumber } from "../numbers/parse-number.ts";
import { isMeantAsNumber } from "../numbers/why-not-number.ts";
import { showText } from "../text/show-text.ts";
import { findNumberNames, someRow } from "./number-names.ts";
import { type Cells, countsRows, type FirstRecord } from "./read-cells.ts";
import type { RecordReader } from "./record-reader.ts";

/** From so many cells on, numbers that count up one by one, or are evenly spaced, hardly do so by chance. */
const HARDLY_CHANCE = 3;
const EVEN_BY_DESIGN = 4;

/** So many numbers with a decimal point, and none without, are hardly so by chance. */
const POINTS_BY_DESIGN = 8;

/** So many row numbers show that the first column counts the rows. */
const ROWS_COUNTED = 3;

/** `slip`: a number written as the file's numbers are not, such as 0x1F, which is no name. */
type Cell = number | "name" | "slip" | "missing";

/** A text, its decimal mark, and what reads its records again from the first one on. */
export interface Reread {
  readonly text: string;
  readonly decimal: "." | ",";
  reread(): RecordReader;
}

/** Throws TableError where the first record could be either. `name` is the file's, for messages. */
export function judgeHeader(first: FirstRecord, cells: Cells, source: Reread, name: string): boolean {
  const kinds = first.cells.map((cell) => kindOf(cell, source.decimal));
  const verdict = kinds.includes("name")
    ? judgeNames(cells, first, kinds, source)
    : !kinds.includes("slip") && judgeNumbers(cells, first, kinds, source);
  if (typeof verdict === "boolean") return verdict;
  throw new TableError(
    `Cannot read ${name}: line ${first.line} may be a header or a row: ${verdict.because}; {choice}`,
    first.line,
    { setting: "header", values: ["yes", "no"] },
  );
}

type Verdict = boolean | { readonly because: string };

function kindOf(cell: string, decimal: "." | ","): Cell {
  const trimmed = cell.trim();
  const value = parseNumber(trimmed, 0, trimmed.length, decimal.charCodeAt(0));
  if (!Number.isNaN(value)) return value;
  if (isMissing(trimmed, 0, trimmed.length)) return "missing";
  return isMeantAsNumber(trimmed, decimal) ? "slip" : "name";
}

function judgeNames(
  cells: Cells,
  { cells: names, quoted }: FirstRecord,
  kinds: readonly Cell[],
  { reread }: Reread,
): Verdict {
  const overNumbers = kinds.findIndex((kind, i) => kind === "name" && holdsNumbers(cells, i));
  if (overNumbers !== -1) {
    // `"2019"` over 5.1 is a name: programs that quote names do not quote numbers
    const numbers = kinds.filter((kind, i) => isMeant(kind) && !(quoted[i] && isUnquoted(cells, i)));
    if (numbers.length === 0 || (numbers.length > 1 && countsOn(numbers))) return true;
    const number = kinds.indexOf(numbers[0]!);
    const says = (i: number): string => `${showText(names[i]!)} in column ${i + 1}`;
    return { because: `it has ${says(overNumbers)}, over numbers, and ${says(number)}` };
  }
  if (kinds.some((kind, i) => isMeant(kind) || (kind === "missing" && i > 0))) return false;
  return new Set(names).size === names.length && !comesAgain(names, reread());
}

/** A number, well written or not. */
function isMeant(kind: Cell): boolean {
  return typeof kind === "number" || kind === "slip";
}

/** A column in which numbers stand, but for a slip here and there. */
function holdsNumbers({ columns }: Cells, i: number): boolean {
  return columns[i]!.numbers > columns[i]!.texts;
}

function isUnquoted({ columns }: Cells, i: number): boolean {
  return columns[i]!.numbers > 0 && columns[i]!.quotedNumbers === 0;
}

/** Among texts alone, a name is what no row says in its column. */
function comesAgain(names: readonly string[], reader: RecordReader): boolean {
  reader.next();
  while (reader.next()) {
    for (let i = 0; i < reader.count; i++) if (reader.textOf(i) === names[i]) return true;
  }
  return false;
}

function judgeNumbers(
  cells: Cells,
  { cells: written, quoted }: FirstRecord,
  kinds: readonly Cell[],
  source: Reread,
): Verdict {
  const hasCorner = kinds[0] === "missing";
  const numbers = (hasCorner ? kinds.slice(1) : kinds) as readonly number[];
  const labels = hasCorner ? written.slice(1) : written;
  if (numbers.length === 0 || (numbers as readonly Cell[]).includes("missing")) return false;
  // a decimal comma has to be quoted between commas
  const areNames = kinds.every((kind, i) => kind === "missing" || (quoted[i] && isUnquoted(cells, i)));
  if (areNames && !labels.some((label) => label.includes(","))) return true;
  const areCounted = labels.every((label) => /^\d+$/.test(label.trim())) && countsOn(numbers);
  const start = numbers[0]!;
  if (hasCorner) {
    const fromTheFirst = areCounted && start <= 1 && numbers.length >= HARDLY_CHANCE;
    if (fromTheFirst || (cells.records > ROWS_COUNTED && countsRows(cells))) return true;
  } else if (areCounted && start <= 1) return judgeCounted(cells, numbers, source);
  const columns = hasCorner ? cells.columns.slice(1) : cells.columns;
  if (isGrid(numbers, columns, cells.records)) {
    return { because: `its numbers are evenly spaced, ${labels[0]!.trim()} to ${labels.at(-1)!.trim()}` };
  }
  const because = findNumberNames(numbers, columns, cells.records);
  return because === null ? false : { because };
}

function isGrid(numbers: readonly number[], columns: Cells["columns"], records: number): boolean {
  if (numbers.length < EVEN_BY_DESIGN || !isEven(numbers) || records === 1) return false;
  return !someRow(columns, numbers.length, records, isEven);
}

/** Numbers that count the columns from 0, as pandas does, or from 1. */
function judgeCounted(cells: Cells, numbers: readonly number[], { text, reread }: Reread): Verdict {
  const [start, count] = [numbers[0]!, numbers.length];
  // a table that goes on counting is one of whole numbers in their order; a column by itself needs more than one to say
  // so
  const next = count === 1 ? 2 : 1;
  if (cells.columns.every(({ values }, i) => cells.records > next && values[next] === start + next * count + i))
    return false;
  const because = `it counts the columns from ${start}`;
  if (count >= HARDLY_CHANCE)
    return someRow(cells.columns, count, cells.records, (row) => isOrderOf(row, numbers)) ? { because } : true;
  // a header without rows is of no use
  if (start === 1 || cells.records === 1) return false;
  return count > 1 && areWrittenWithPoint(text, reread()) ? true : { because };
}

/** 2019, 2020, 2021. */
function countsOn(numbers: readonly Cell[]): boolean {
  return numbers.every((value, i) => Number.isInteger(value) && (i === 0 || value === (numbers[i - 1] as number) + 1));
}

/** Ascending by one step; as a grid of wavelengths or times is. */
function isEven(numbers: readonly number[]): boolean {
  const step = numbers[1]! - numbers[0]!;
  return step > 0 && numbers.every((value, i) => i === 0 || Math.abs(value - numbers[i - 1]! - step) < step * 1e-6);
}

function isOrderOf(row: readonly number[], numbers: readonly number[]): boolean {
  const [least, most] = [numbers[0]!, numbers.at(-1)!];
  if (!row.every((value) => value >= least && value <= most)) return false;
  return row.toSorted((a, b) => a - b).every((value, i) => value === numbers[i]);
}

/**
 * Programs that write floating-point numbers as 0.0 and 1.0 did not write 0 and 1 as such. A whole number with its
 * point shows one; numbers like 0.5, which any program writes with a point, show it when they are many.
 */
function areWrittenWithPoint(text: string, reader: RecordReader): boolean {
  let [points, isWholeWithPoint] = [0, false];
  reader.next();
  while (reader.next()) {
    for (let i = 0; i < reader.count; i++) {
      const written = text.slice(reader.starts[i], reader.ends[i]);
      if (/^[+-]?\d+$/.test(written)) return false;
      if (/^[+-]?\d*[.,]\d/.test(written)) points++;
      isWholeWithPoint ||= /^[+-]?\d+[.,]0+$/.test(written);
    }
  }
  return isWholeWithPoint || points >= POINTS_BY_DESIGN;
}
