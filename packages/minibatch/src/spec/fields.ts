/**
 * What a field of a specification may hold and what it holds when it is left out. A kind of
 * optimizer or schedule is a table of these, so that its options, defaults and ranges read as one
 * list and every error message is made in one place. What it may hold is data (`takes`): the JSON
 * Schema and the tables of the documentation are made from it.
 */
import { SpecError } from "../errors.ts";
import { type Described, holds, type Range, sayTakes, type Takes } from "./takes.ts";
import { translate, type Words } from "./words.ts";

export interface Field<T> extends Described {
  readonly fallback?: T | undefined;
  /** the complete specification leaves it out where `read` gives undefined, and where it is not given */
  readonly isAbsent?: true;
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

/** A field whose check and message both follow from `takes`; `hint` is added to the message. */
export function field<T>(takes: Takes, fallback?: T, hint?: (value: unknown) => string): Field<T> {
  return {
    takes,
    fallback,
    read(value, path) {
      if (!holds(takes, value)) throw valueError(path, value, sayTakes(takes) + (hint?.(value) ?? ""), fallback);
      return value as T;
    },
  };
}

/** A finite number within `range`. */
export function number(range: Range, fallback?: number): Field<number> {
  return field({ type: "number", ...range }, fallback);
}

/** true or false. */
export function flag(fallback: boolean): Field<boolean> {
  return field({ type: "boolean" }, fallback);
}

/** One of a few names; `words` are what other programs call them. */
export function choice<T extends string>(names: readonly T[], fallback?: T, words?: Words): Field<T> {
  return field({ type: "choice", names }, fallback, (value) => {
    const meant = words && translate(value, names, words);
    return meant ? `; did you mean ${meant}?` : "";
  });
}

/** What `inner` takes, or null for none, which is also the default. */
export function optional<T>(inner: Field<T>): Field<T | null> {
  return {
    takes: { type: "optional", of: inner.takes },
    fallback: null,
    read: (value, path) => (value === null ? null : inner.read(value, path)),
  };
}

/** A field that may only have the given value here; `why` says what to do instead. */
export function fixed<T extends number | boolean | null>(only: T, why: string): Field<T> {
  return {
    takes: { type: "fixed", only },
    fallback: only,
    read(value, path) {
      if (value !== only) throw new SpecError(path, `cannot be set to ${show(value)}: ${why}; leave it out`);
      return only;
    },
  };
}

/** The error of a field that holds what it may not. */
export function valueError(path: string, value: unknown, wanted: string, fallback?: unknown): SpecError {
  const fix = fallback === undefined ? "" : `; leave it out for ${show(fallback)}`;
  return new SpecError(path, `cannot use ${show(value)}: it must be ${wanted}${fix}`);
}

/** A value as an error message shows it: JSON where that says enough, cut to one short line. */
export function show(value: unknown): string {
  const text = typeof value === "number" || typeof value === "bigint" ? String(value) : JSON.stringify(value);
  if (text === undefined) return typeof value;
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}
