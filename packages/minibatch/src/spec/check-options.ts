/** Checks the options of a call. Most may be left out, so a misspelt one must not be taken for one that was. */
import { SpecError } from "../errors.ts";
import { missing, suggest } from "./complete-spec.ts";
import { type Field, field, show, valueError } from "./fields.ts";
import type { Words } from "./words.ts";

/** What a call takes. */
export interface OptionTable<T> {
  /** the call, as errors name it */
  readonly call: string;
  readonly required: readonly (keyof T & string)[];
  readonly fields: { readonly [Name in keyof T]-?: Field<unknown> };
  /** other programs' names of the options */
  readonly words?: Words;
}

/** Throws SpecError at an unknown option, a missing one, and a value that its field refuses. */
export function checkOptions<T>({ call, required, fields, words }: OptionTable<T>, input: unknown, path = ""): void {
  const known = Object.keys(fields);
  if (typeof input !== "object" || input === null) {
    throw new SpecError(path, `Cannot read the options of ${call}: they are ${show(input)}; give an object`);
  }
  const options = input as Readonly<Record<string, unknown>>;
  const at = (name: string): string => (path === "" ? name : `${path}.${name}`);
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    throw new SpecError(at(name), `cannot be read: ${call} has no such option; ${suggest(name, known, words)}`);
  }
  for (const name of required) {
    if (options[name] === undefined) throw missing(at(name), call, fields[name]);
  }
  for (const [name, { read }] of Object.entries<Field<unknown>>(fields)) {
    if (options[name] !== undefined) read(options[name], at(name));
  }
}

/** For a field that another function checks. */
export const checkedElsewhere: Field<unknown> = { takes: { type: "value" }, read: (value) => value };

/** A function. */
export const callable: Field<unknown> = field({ type: "function" });

/** An object that has these methods; it may have anything else. */
export function objectWith(what: string, methods: readonly string[] = []): Field<unknown> {
  return {
    takes: { type: "value", what },
    read(value, path) {
      if (typeof value !== "object" || value === null) throw valueError(path, value, what);
      for (const name of methods) callable.read((value as Readonly<Record<string, unknown>>)[name], `${path}.${name}`);
      return value;
    },
  };
}
