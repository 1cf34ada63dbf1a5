/** From what a user wrote to a complete, frozen specification. */
import { SpecError } from "../errors.ts";
import { type Fields, show } from "./fields.ts";
import { nearestName } from "./nearest-name.ts";

/** The input's own fields; a bare name stands for `{ kind: name }`. Throws SpecError when it is neither. */
export function openSpec(path: string, input: unknown): Readonly<Record<string, unknown>> {
  if (typeof input === "string") return { kind: input };
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    throw new SpecError(path, `cannot read ${show(input)}: give an object with a kind, or the name of the kind`);
  }
  return input as Readonly<Record<string, unknown>>;
}

/** The row of `table` that `name` names. Throws SpecError with the nearest known name. */
export function chooseKind<K extends string, V>(path: string, table: Readonly<Record<K, V>>, name: unknown): K {
  if (typeof name === "string" && Object.hasOwn(table, name)) return name as K;
  throw new SpecError(path, `cannot use ${show(name)}: ${suggest(name, Object.keys(table))}`);
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
): S {
  const known = ["kind", ...Object.keys(fields)];
  for (const name of Object.keys(input)) {
    if (known.includes(name)) continue;
    throw new SpecError(`${path}.${name}`, `cannot be read: ${what} has no such field; ${suggest(name, known)}`);
  }
  const spec: Record<string, unknown> = { ...head };
  for (const [name, field] of Object.entries<Fields<S>[keyof Fields<S>]>(fields)) {
    const given = Object.hasOwn(input, name) ? input[name] : undefined;
    const value = given === undefined ? field.fallback : field.read(given, `${path}.${name}`);
    if (value === undefined) throw new SpecError(`${path}.${name}`, `is missing: ${what} needs it and has no default`);
    spec[name] = value;
  }
  return Object.freeze(spec) as unknown as S;
}

/** How an error about an unknown name goes on. */
export function suggest(name: unknown, known: readonly string[]): string {
  const nearest = typeof name === "string" ? nearestName(name, known) : null;
  return nearest === null ? `known are ${known.join(", ")}` : `did you mean ${nearest}?`;
}
