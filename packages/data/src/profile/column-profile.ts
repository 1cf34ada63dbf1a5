/** What a column is like: missing values, range, levels. */
import { type ArrayValues, type Category, type FrameColumn, type NumberValues, widthOf } from "../frame/frame.ts";
import { countLevels } from "../preprocessing/levels.ts";
import { momentsOf } from "../preprocessing/moments.ts";
import { medianOf, quantileOf, sortNumbers } from "../preprocessing/quantiles.ts";
import { compareTexts } from "../text/compare-texts.ts";

/** Of any kind of column. */
export type ColumnProfile = NumberProfile | CategoryProfile | ArrayProfile;

interface AnyProfile {
  readonly name: string;
  /** rows without a value; of arrays: rows that lack one of their numbers */
  readonly missing: number;
  /** all rows have one and the same value, or every value is missing */
  readonly isConstant: boolean;
}

/** Figures of numbers; null where there is none. */
export interface NumberSummary {
  readonly min: number | null;
  readonly mean: number | null;
  readonly max: number | null;
  /** the population's, as standardize divides by it */
  readonly sd: number | null;
}

/** A column of numbers. */
export interface NumberProfile extends AnyProfile, NumberSummary {
  readonly type: "number";
  /** how many different numbers */
  readonly distinct: number;
  /** all are whole */
  readonly isWhole: boolean;
  /** first quartile, median, third quartile */
  readonly quartiles: readonly [number, number, number] | null;
  /** a whole number of its own in every row: a number of the row rather than of what it tells */
  readonly isId: boolean;
}

/** A column of texts. */
export interface CategoryProfile extends AnyProfile {
  readonly type: "category";
  /** how many different texts */
  readonly distinct: number;
  /** the most frequent ones, at most 20 */
  readonly levels: readonly { readonly text: string; readonly count: number }[];
  /** a text of its own in every row */
  readonly isId: boolean;
}

/** A column of arrays. */
export interface ArrayProfile extends AnyProfile, NumberSummary {
  readonly type: "array";
  readonly shape: readonly number[];
  /** "uint8", "float32": what its numbers are kept as */
  readonly numbers: string;
}

/** What is said of a column that `isId`, wherever it is spoken of. */
export const AS_AN_ID = "another value in every row, as an id has";

/** From so many rows on, values that all differ are told as ids. */
const ROWS_FOR_IDS = 20;
const LEVELS_TOLD = 20;

/** One pass or two over all rows. */
export function profileColumn(column: FrameColumn): ColumnProfile {
  if (column.kind === "category") return profileCategory(column);
  return column.kind === "array" ? profileArray(column) : profileNumbers(column);
}

function profileNumbers({ name, values }: NumberValues): NumberProfile {
  const sorted = sortNumbers(values);
  const distinct = countDistinct(sorted);
  const isWhole = sorted.length > 0 && sorted.every((value) => Number.isInteger(value));
  const missing = values.length - sorted.length;
  return {
    name,
    type: "number",
    missing,
    isConstant: distinct === 0 || (distinct === 1 && missing === 0),
    ...figuresOf(sorted),
    distinct,
    isWhole,
    quartiles: sorted.length === 0 ? null : [quantileOf(sorted, 0.25), medianOf(sorted), quantileOf(sorted, 0.75)],
    isId: isWhole && distinct === values.length && distinct >= ROWS_FOR_IDS,
  };
}

/** Of sorted numbers. */
function countDistinct(sorted: Float64Array): number {
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct++;
  return distinct;
}

/** Figures that are beyond a double, and such of infinite numbers, are null: they are JSON. */
function figuresOf(values: ArrayLike<number>): NumberSummary {
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < values.length; i++) {
    if (values[i]! < min) min = values[i]!;
    if (values[i]! > max) max = values[i]!;
  }
  const { means, variances } = momentsOf(values, 1);
  const finite = (value: number): number | null => (Number.isFinite(value) ? value + 0 : null);
  return { min: finite(min), mean: finite(means[0]!), max: finite(max), sd: finite(Math.sqrt(variances[0]!)) };
}

function profileCategory(column: Category): CategoryProfile {
  const { name, codes, levels } = column;
  const counts = countLevels(column);
  const present = levels.flatMap((text, code) => (counts[code]! > 0 ? [{ text, count: counts[code]! }] : []));
  const missing = codes.length - present.reduce((sum, { count }) => sum + count, 0);
  present.sort((a, b) => b.count - a.count || compareTexts(a.text, b.text));
  return {
    name,
    type: "category",
    missing,
    isConstant: present.length === 0 || (present.length === 1 && missing === 0),
    distinct: present.length,
    levels: present.slice(0, LEVELS_TOLD),
    isId: present.length === codes.length && present.length >= ROWS_FOR_IDS,
  };
}

function profileArray(column: ArrayValues): ArrayProfile {
  const { name, shape, values } = column;
  const width = widthOf(column);
  let missing = 0;
  let isConstant = true;
  for (let start = 0; start < values.length; start += width) {
    let hasGap = false;
    for (let i = start; i < start + width; i++) {
      if (Number.isNaN(values[i])) hasGap = true;
      if (!Object.is(values[i], values[i - start])) isConstant = false;
    }
    if (hasGap) missing++;
  }
  const numbers = values.constructor.name.replace("Array", "").toLowerCase();
  return { name, type: "array", missing, isConstant, ...figuresOf(values), shape, numbers };
}
