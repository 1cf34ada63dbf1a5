/**
 * Whether a first line of whole numbers may be the names of columns, as pandas writes them once columns were dropped,
 * turned round or joined: 0, 1, 3; 3, 2, 0; 0, 1, 0.1. Data may begin so, too: then other rows do as it does.
 */
import type { ColumnCells } from "./read-cells.ts";

const FEWEST_NAMES = 3;

/** What rows of data do more often than this is no sign of a header. */
const SELDOM = 1 / 200;

/**
 * Why the first record may be names, in words; null where nothing says so. `columns` are those below `numbers`, the
 * first record.
 */
export function findNumberNames(
  numbers: readonly number[],
  columns: readonly ColumnCells[],
  records: number,
): string | null {
  const names = namesOf(numbers);
  if (numbers.length < FEWEST_NAMES || names === null || records === 1) return null;
  const kind = isCountedWithGaps(names) ? isCountedWithGaps : isMonotonic;
  if (kind(names) && !someRow(columns, numbers.length, records, (row) => isKind(row, kind))) {
    return `its whole numbers ${names[0]! < names[1]! ? "ascend" : "descend"}, as those of no row below do`;
  }
  const areDecimals = columns.every(({ numbers }) => numbers > 0);
  if (areDecimals && !columns.some(({ values }) => values.subarray(1, records).some(Number.isInteger))) {
    return "it has whole numbers, and no row below has any";
  }
  return isOutside(numbers, columns, records - 1) ? "its whole numbers lie outside those of the rows below" : null;
}

/**
 * The whole numbers of a row, without those that pandas tells apart by a point, as 0.1 for the second 0; null where it
 * has others, or one twice.
 */
function namesOf(row: readonly number[]): readonly number[] | null {
  const times = new Map<number, number>();
  for (const value of row) {
    const whole = Math.floor(value);
    const before = times.get(whole) ?? 0;
    const isNext = before === 0 ? Number.isSafeInteger(value) : before < 10 && value === Number(`${whole}.${before}`);
    if (!isNext) return null;
    times.set(whole, before + 1);
  }
  return [...times.keys()];
}

function isKind(row: readonly number[], kind: (names: readonly number[]) => boolean): boolean {
  const names = namesOf(row);
  return names !== null && kind(names);
}

function isMonotonic(names: readonly number[]): boolean {
  const direction = Math.sign(names[1]! - names[0]!);
  return names.length > 1 && names.every((name, i) => i === 0 || Math.sign(name - names[i - 1]!) === direction);
}

/**
 * From 0 or 1, up or down, with fewer left out than are there: more than the order of its numbers says that it is no
 * row.
 */
function isCountedWithGaps(names: readonly number[]): boolean {
  const [least, most] = [names[0]!, names.at(-1)!].toSorted((a, b) => a - b) as [number, number];
  return isMonotonic(names) && (least === 0 || least === 1) && most - least < 2 * names.length;
}

/**
 * Whether each number lies outside what stands below it, more seldom so by chance than `SELDOM`, as no row below lies
 * outside the others: of columns that grow from row to row the first row is the least.
 */
function isOutside(numbers: readonly number[], columns: readonly ColumnCells[], rows: number): boolean {
  const ranges = numbers.map((_, i) => rangeOf(columns[i]!.values, rows));
  if (!numbers.every((value, i) => value < ranges[i]!.least || value > ranges[i]!.most)) return false;
  const ends = ({ leastAt, mostAt }: Range): readonly number[] => [leastAt, mostAt];
  if (rows > 1 && ends(ranges[0]!).some((at) => at > 0 && ranges.every((range) => ends(range).includes(at)))) {
    return false;
  }
  // of values in any order one is the least or the most of its column
  const byColumn = (2 / (rows + 1)) ** numbers.length;
  if (byColumn < SELDOM) return true;
  const least = Math.min(...ranges.map((range) => range.least));
  const most = Math.max(...ranges.map((range) => range.most));
  const areApart = numbers.every((value) => value > most) || numbers.every((value) => value < least);
  return areApart && 2 / choose(numbers.length * (rows + 1), numbers.length) < SELDOM;
}

/** `leastAt` and `mostAt`: the record; 0 where more than one has it. */
interface Range {
  least: number;
  leastAt: number;
  most: number;
  mostAt: number;
}

function rangeOf(values: Float64Array, rows: number): Range {
  const range: Range = { least: Number.NaN, leastAt: 0, most: Number.NaN, mostAt: 0 };
  for (let record = 1; record <= rows; record++) {
    const value = values[record]!;
    if (Number.isNaN(value)) continue;
    if (value === range.least) range.leastAt = 0;
    else if (!(value > range.least)) [range.least, range.leastAt] = [value, record];
    if (value === range.most) range.mostAt = 0;
    else if (!(value < range.most)) [range.most, range.mostAt] = [value, record];
  }
  return range;
}

/** How many ways there are to take `some` of `all`. */
function choose(all: number, some: number): number {
  let ways = 1;
  for (let i = 1; i <= some; i++) ways *= (all - some + i) / i;
  return ways;
}

/** Whether any row below the first is so. */
export function someRow(
  columns: readonly ColumnCells[],
  count: number,
  records: number,
  is: (row: readonly number[]) => boolean,
): boolean {
  const row = new Array<number>(count);
  for (let record = 1; record < records; record++) {
    for (let i = 0; i < count; i++) row[i] = columns[i]!.values[record]!;
    if (is(row)) return true;
  }
  return false;
}
