/** From what a user wrote to a complete, frozen specification. */
import { SpecError } from "../errors.ts";
import { type Fields, show } from "./fields.ts";
import { type Described, sayTakes } from "./takes.ts";
import { translate, type Words } from "./words.ts";

/** The input's own fields; a bare name stands for `{ kind: name }`. Throws SpecError when it is neither. */
export function openSpec(path: string, input: unknown): Readonly<Record<string, unknown>> {
  if (typeof input === "string") return { kind: input };
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    throw new SpecError(path, `cannot read ${show(input)}: give an object with a kind, or the name of the kind`);
  }
  return input as Readonly<Record<string, unknown>>;
}

/** The row of `table` that `given.kind` names. Throws SpecError with the name that was probably meant. */
export function chooseKind<K extends string, V>(
  path: string,
  table: Readonly<Record<K, V>>,
  given: Readonly<Record<string, unknown>>,
  words: Words,
): K {
  const { kind, name, type } = given;
  if (typeof kind === "string" && Object.hasOwn(table, kind)) return kind as K;
  const is = kind === undefined ? 'is missing, give { kind: "..." }' : `cannot use ${show(kind)}`;
  // other programs have the kind in a field called name or type
  throw new SpecError(`${path}.kind`, `${is}: ${suggest(kind ?? name ?? type, Object.keys(table), words)}`);
}

/**
 * `head` and then every field of the table, given or by default, in the table's order; frozen.
 * `what` names the thing in errors ("keras3 adam"). Throws SpecError at an unknown field, at one
 * that is missing without a default, and at a value its field refuses.
 */
export function completeSpec<S extends { readonly kind: string }>(
  path: string,
  what: string,
  head: Pick<S, "kind">,
  fields: Fields<S>,
  input: Readonly<Record<string, unknown>>,
  words: Words = {},
): S {
  const known = ["kind", ...Object.keys(fields)];
  for (const name of Object.keys(input)) {
    if (known.includes(name)) continue;
    throw new SpecError(`${path}.${name}`, `cannot be read: ${what} has no such field; ${suggest(name, known, words)}`);
  }
  const spec: Record<string, unknown> = { ...head };
  for (const [name, field] of Object.entries<Fields<S>[keyof Fields<S>]>(fields)) {
    const given = Object.hasOwn(input, name) ? input[name] : undefined;
    const value = given === undefined ? field.fallback : field.read(given, `${path}.${name}`);
    if (value !== undefined) spec[name] = value;
    else if (!field.isAbsent) throw missing(`${path}.${name}`, what, field);
  }
  return Object.freeze(spec) as unknown as S;
}

/** The error of a field that must be given and is not. */
export function missing(path: string, what: string, { takes }: Described): SpecError {
  const wanted = sayTakes(takes);
  const fix = wanted === "" ? "" : `; it must be ${wanted}`;
  return new SpecError(path, `is missing: ${what} needs it and has no default${fix}`);
}

/** How an error about an unknown name goes on. */
export function suggest(name: unknown, known: readonly string[], words: Words = {}): string {
  const meant = translate(name, known, words);
  if (meant === null) return `known are ${known.join(", ")}`;
  return meant.includes(" ") ? meant : `did you mean ${meant}?`;
}
