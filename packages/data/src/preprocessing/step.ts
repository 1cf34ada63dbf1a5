/**
 * What a step of preprocessing says of itself. A step is one file of this folder and one row of `steps.ts`; checks,
 * experiments, the schema and the documentation read the row and never ask which step it is.
 *
 * A step works on one column at a time, in float64. It learns from the training rows' values what it needs (a mean,
 * the levels), as JSON, and then does the same to every row.
 */
import type { FieldDescription } from "minibatch/describe";
import type { FrameColumn } from "../frame/frame.ts";

/** An option of a step: what it takes, its default, and its sentence. */
export interface StepField extends FieldDescription {
  readonly fallback: unknown;
  readonly says: string;
}

/** Options by name, and what was fitted: JSON. */
export type Options = Readonly<Record<string, unknown>>;

/** Where values stand, for messages. */
export interface Site {
  /** the step's kind: "standardize" */
  readonly step: string;
  /** the file's name */
  readonly file: string;
  /** "line 17", of the n-th value */
  place(row: number): string;
}

/** Numbers that no later step touches, beside a column or in place of it: marks, and what one-hot makes. */
export interface Features {
  /** one a number of a row */
  readonly names: readonly string[];
  /** [rows, names] row-major */
  readonly values: Float64Array;
}

/** What a step makes of a column. */
export interface Applied {
  /** goes on to the next step; null where only features are left */
  readonly column: FrameColumn | null;
  readonly features: Features | null;
}

/** How one step works. `O`: its options, complete; `Fitted`: what the training rows taught it, as JSON. */
export interface StepKind<O extends object = Options, Fitted = unknown> {
  /** what it does, for the documentation: "Numbers to mean 0 and standard deviation 1." */
  readonly says: string;
  /** whose formula and defaults it has */
  readonly source: string;
  readonly takes: readonly FrameColumn["kind"][];
  /** what it takes of these with such options; left out: all of them */
  narrow?(options: O): readonly FrameColumn["kind"][];
  readonly fields: { readonly [Name in keyof O]: StepField };
  /** options that their ranges allow, but not together: which, and why; null: none */
  problem(options: O): { readonly option: string; readonly why: string } | null;
  /** `column` has the training rows' values. Throws DataError, with a row's place where one is at fault. */
  fit(column: FrameColumn, options: O, site: Site): Fitted;
  /** Throws DataError for a value that cannot be had. */
  apply(column: FrameColumn, fitted: Fitted, options: O, site: Site): Applied;
  /** numbers of a target back in its unit; null: there is no way back, so that targets cannot have it */
  readonly undo: ((values: Float64Array, fitted: Fitted, options: O) => Float64Array) | null;
  /** whether a file's `fitted` is what `fit` makes of such a column, which may have no rows */
  isFitted(fitted: unknown, column: FrameColumn): boolean;
}

/** The numbers of a row of it, whose values are numbers; how `fit` and `apply` of number steps see a column. */
export function numbersOf(column: FrameColumn): {
  readonly values: Exclude<FrameColumn, { kind: "category" }>["values"];
  readonly width: number;
} {
  if (column.kind === "number") return { values: column.values, width: 1 };
  if (column.kind === "array") {
    return { values: column.values, width: column.shape.reduce((product, length) => product * length, 1) };
  }
  throw new TypeError(`Cannot take the numbers of ${column.name}: it is a category`);
}

/** The same column with other numbers. */
export function withNumbers(column: FrameColumn, values: Float64Array): FrameColumn {
  if (column.kind === "array") return { kind: "array", name: column.name, shape: column.shape, values };
  return { kind: "number", name: column.name, values };
}

/** A column that goes on, with nothing beside it. */
export function goingOn(column: FrameColumn): Applied {
  return { column, features: null };
}

/** Finite numbers, of these many; `widths`: what counts are right. */
export function areNumbers(value: unknown, ...widths: readonly number[]): value is readonly number[] {
  return Array.isArray(value) && widths.includes(value.length) && value.every((item) => Number.isFinite(item));
}

/** An object with exactly these fields. */
export function hasFields<Name extends string>(
  value: unknown,
  ...names: readonly Name[]
): value is Readonly<Record<Name, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name));
}
