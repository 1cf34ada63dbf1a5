/**
 * What a field of a specification may hold and what it holds when it is left out. A kind of
 * optimizer or schedule is a table of these, so that its options, defaults and ranges read as one
 * list and every error message is made in one place.
 */
import { SpecError } from "../errors.ts";
import { translate, type Words } from "./words.ts";

export interface Field<T> {
  /** the value when left out; a field without one must be given */
  readonly fallback?: T;
  /** what it must be, for the error of one that is missing */
  readonly wanted?: string;
  /** gives the value back, or throws SpecError naming the path, the value and the fix */
  read(value: unknown, path: string): T;
}

/** The fields of a specification `S`, `kind` apart. */
export type Fields<S> = { readonly [Name in keyof Omit<S, "kind">]: Field<S[Name]> };

/** The member of the union `S` whose `kind` is, or may be, `K`. */
export type OfKind<S extends { readonly kind: string }, K> = S extends unknown
  ? K extends S["kind"]
    ? S
    : never
  : never;

export interface Range {
  readonly atLeast?: number;
  readonly above?: number;
  readonly atMost?: number;
  readonly below?: number;
  readonly whole?: true;
}

/** A finite number within `range`. */
export function number(range: Range, fallback?: number): Field<number> {
  const wanted = describeRange(range);
  return {
    ...(fallback === undefined ? { wanted } : { fallback }),
    read(value, path) {
      if (typeof value !== "number" || !Number.isFinite(value) || !isWithin(value, range)) {
        throw refuse(path, value, wanted, fallback);
      }
      return value;
    },
  };
}

/** true or false. */
export function flag(fallback: boolean): Field<boolean> {
  return {
    fallback,
    read(value, path) {
      if (typeof value !== "boolean") throw refuse(path, value, "true or false", fallback);
      return value;
    },
  };
}

/** One of a few names; `words` are what other programs call them. */
export function choice<T extends string>(names: readonly T[], fallback?: T, words?: Words): Field<T> {
  const wanted = names.map((name) => `"${name}"`).join(" or ");
  return {
    ...(fallback === undefined ? { wanted } : { fallback }),
    read(value, path) {
      if (names.includes(value as T)) return value as T;
      const meant = words && translate(value, names, words);
      throw refuse(path, value, wanted + (meant ? `; did you mean ${meant}?` : ""), fallback);
    },
  };
}

/** What `inner` takes, or null for none, which is also the default. */
export function optional<T>(inner: Field<T>): Field<T | null> {
  return { fallback: null, read: (value, path) => (value === null ? null : inner.read(value, path)) };
}

/** A field that must stay as it is here; `why` says what to do instead. */
export function fixed<T extends number | boolean | null>(only: T, why: string): Field<T> {
  return {
    fallback: only,
    read(value, path) {
      if (value !== only) throw new SpecError(path, `cannot be set to ${show(value)}: ${why}; leave it out`);
      return only;
    },
  };
}

/** The error of a field that holds what it may not. */
export function refuse(path: string, value: unknown, wanted: string, fallback?: unknown): SpecError {
  const fix = fallback === undefined ? "" : `; leave it out for ${show(fallback)}`;
  return new SpecError(path, `cannot use ${show(value)}: it must be ${wanted}${fix}`);
}

/** A value as an error message shows it: JSON where that says enough, cut to one short line. */
export function show(value: unknown): string {
  const text = typeof value === "number" || typeof value === "bigint" ? String(value) : JSON.stringify(value);
  if (text === undefined) return typeof value;
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}

function isWithin(value: number, { atLeast, above, atMost, below, whole }: Range): boolean {
  return (
    (atLeast === undefined || value >= atLeast) &&
    (above === undefined || value > above) &&
    (atMost === undefined || value <= atMost) &&
    (below === undefined || value < below) &&
    (whole === undefined || Number.isSafeInteger(value))
  );
}

function describeRange({ atLeast, above, atMost, below, whole }: Range): string {
  const bounds = [
    ...(atLeast === undefined ? [] : [`at least ${atLeast}`]),
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(atMost === undefined ? [] : [`at most ${atMost}`]),
    ...(below === undefined ? [] : [`below ${below}`]),
  ];
  return [whole === undefined ? "a finite number" : "a whole number", bounds.join(" and ")].join(" ").trim();
}
