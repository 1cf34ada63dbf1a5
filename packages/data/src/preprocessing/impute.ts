import { DataError } from "minibatch";
import type { Category, FrameColumn } from "../frame/frame.ts";
import { compareTexts } from "../text/compare-texts.ts";
import { showText } from "../text/show-text.ts";
import { countLevels } from "./levels.ts";
import { meansOf } from "./moments.ts";
import { findMedian, sortNumbers } from "./quantiles.ts";
import { checkFigures } from "./scaling.ts";
import { type Features, hasFields, type Site, type StepKind } from "./step.ts";

type Strategy = "mean" | "median" | "most-frequent" | "constant";

interface ImputeOptions {
  readonly strategy: Strategy | null;
  readonly value: number | string | null;
  readonly mark: boolean;
}

interface Fitted {
  /** a number for numbers, a text for categories */
  readonly fill: number | string;
  /** a 0 or 1 beside the column says where it was filled */
  readonly mark: boolean;
}

/**
 * scikit-learn's SimpleImputer: what is missing becomes one value of the training rows. With `mark` its
 * MissingIndicator stands beside those columns that miss some in the training rows (`features="missing-only"`).
 */
export const impute: StepKind<ImputeOptions, Fitted> = {
  says: "Fills what is missing: numbers by their median, categories by their most frequent text, or as asked.",
  source: "scikit-learn, SimpleImputer and MissingIndicator",
  takes: ["number", "category"],
  narrow({ strategy, value }) {
    if (typeof value === "number" || strategy === "mean" || strategy === "median") return ["number"];
    return typeof value === "string" ? ["category"] : ["number", "category"];
  },
  fields: {
    strategy: {
      says: "What is filled in; mean and median are of numbers.",
      takes: { type: "optional", of: { type: "choice", names: ["mean", "median", "most-frequent", "constant"] } },
      fallback: null,
      otherwise: "null: constant where a value is given, else median of numbers, most-frequent of categories",
    },
    value: {
      says: "What constant fills in: a number for numbers, a text for categories.",
      takes: {
        type: "optional",
        of: {
          type: "either",
          of: [{ type: "number" }, { type: "text", pattern: "[^]", what: "a text" }],
          what: "a number, or a text that is not empty",
        },
      },
      fallback: null,
      otherwise: "null: none",
    },
    mark: {
      says: "A 0 or 1 beside each column that misses some in the training rows: 1 where it was filled.",
      takes: { type: "boolean" },
      fallback: false,
    },
  },
  problem({ strategy, value }) {
    if (strategy === "constant" && value === null) return { option: "value", why: "strategy constant needs it" };
    if (value === null || strategy === null || strategy === "constant") return null;
    return { option: "value", why: `strategy ${strategy} finds its own; leave it out, or take strategy constant` };
  },
  fit(column, options, site) {
    const fill = column.kind === "category" ? fillText(column, options, site) : fillNumber(column, options, site);
    return { fill, mark: options.mark && isAnyMissing(column) };
  },
  apply(column, { fill, mark }) {
    const name = `${column.name} is missing`;
    const features: Features | null = mark ? { names: [name], values: missingOf(column) } : null;
    if (column.kind === "category") return { column: fillCategory(column, String(fill)), features };
    if (column.kind !== "number") throw new TypeError(`Cannot impute ${column.name}: it is an array`);
    return { column: { ...column, values: fillNumbers(column.values, fill as number) }, features };
  },
  undo: null,
  isFitted: (fitted, { kind }) =>
    hasFields(fitted, "fill", "mark") &&
    typeof fitted.mark === "boolean" &&
    (kind === "category" ? typeof fitted.fill === "string" && fitted.fill !== "" : Number.isFinite(fitted.fill)),
};

/** 1 where a value misses. */
function missingOf(column: FrameColumn): Float64Array {
  const list = column.kind === "category" ? column.codes : column.values;
  const marks = new Float64Array(list.length);
  if (column.kind === "category") for (let i = 0; i < marks.length; i++) marks[i] = list[i]! < 0 ? 1 : 0;
  else for (let i = 0; i < marks.length; i++) marks[i] = Number.isNaN(list[i]) ? 1 : 0;
  return marks;
}

function isAnyMissing(column: FrameColumn): boolean {
  if (column.kind === "category") return column.codes.includes(-1);
  // unlike indexOf, includes finds NaN
  return column.values.includes(Number.NaN);
}

function fillNumbers(values: Float64Array, fill: number): Float64Array {
  const filled = values.slice();
  for (let i = 0; i < filled.length; i++) if (Number.isNaN(filled[i])) filled[i] = fill;
  return filled;
}

function fillCategory(column: Category, fill: string): Category {
  if (!column.codes.includes(-1)) return column;
  const known = column.levels.indexOf(fill);
  const levels = known === -1 ? [...column.levels, fill] : column.levels;
  const code = known === -1 ? column.levels.length : known;
  return { ...column, levels, codes: column.codes.map((given) => (given < 0 ? code : given)) };
}

function fillText(column: Category, { strategy, value }: ImputeOptions, site: Site): string {
  const chosen = strategy ?? (value === null ? "most-frequent" : "constant");
  if (chosen === "constant") return value as string;
  const counts = countLevels(column);
  const most = counts.reduce((largest, count) => Math.max(largest, count), 0);
  if (most === 0) throw wrongFill(column, site, "has no text in the training rows; ignore it, or use constant");
  // the first of those that are as frequent, as scikit-learn
  return column.levels.filter((_, code) => counts[code] === most).sort(compareTexts)[0]!;
}

function fillNumber(column: FrameColumn, { strategy, value }: ImputeOptions, site: Site): number {
  if (column.kind !== "number") throw new TypeError(`Cannot impute ${column.name}: it is no column of numbers`);
  const chosen = strategy ?? (value === null ? "median" : "constant");
  if (chosen === "constant") return value as number;
  const fill = numberOf[chosen](column.values);
  if (column.values.every((value) => Number.isNaN(value))) {
    throw wrongFill(column, site, "has no number in the training rows; ignore it, or use constant");
  }
  checkFigures(Float64Array.of(fill), column, site);
  return fill + 0;
}

const numberOf: Readonly<Record<Exclude<Strategy, "constant">, (values: Float64Array) => number>> = {
  mean: (values) => meansOf(values, 1)[0]!,
  median: findMedian,
  "most-frequent": (values) => mostFrequent(sortNumbers(values)),
};

/** The smallest of those that are as frequent, as SciPy's mode; NaN of none. */
function mostFrequent(sorted: Float64Array): number {
  let best = Number.NaN;
  let most = 0;
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (sorted[end] === sorted[start]) end++;
    if (end - start > most) {
      most = end - start;
      best = sorted[start]!;
    }
    start = end;
  }
  return best;
}

function wrongFill(column: FrameColumn, { step, file }: Site, what: string): DataError {
  return new DataError(`Cannot apply ${step} to column ${showText(column.name)} of ${file}: it ${what}`);
}
