/** Fields that several readers have. */
import type { DataField } from "../sets/data-set.ts";

/** One of a few words; null: `otherwise`. */
export function maybeChoice(says: string, names: readonly string[], otherwise: string): DataField {
  return { says, takes: { type: "optional", of: { type: "choice", names } }, fallback: null, otherwise };
}

/** True or false; null: `otherwise`. */
export function maybeFlag(says: string, otherwise: string): DataField {
  return { says, takes: { type: "optional", of: { type: "boolean" } }, fallback: null, otherwise };
}

/** True or false. */
export function flag(says: string, fallback: boolean): DataField {
  return { says, takes: { type: "boolean" }, fallback };
}

/** A text that has a form; null: `otherwise`. */
export function maybeText(says: string, pattern: string, what: string, otherwise: string): DataField {
  return { says, takes: { type: "optional", of: { type: "text", pattern, what } }, fallback: null, otherwise };
}

/** Of formats that hold arrays. */
export const APART: DataField = flag(
  "Whether the numbers of a two-dimensional array are a column each, instead of one array a row.",
  false,
);

const NAME = { type: "text", pattern: "^[^]+$", what: "a name" } as const;
const NAMES = {
  type: "either",
  of: [NAME, { type: "list", of: NAME, what: "a list of names" }],
  what: "a name, or a list of names",
} as const;

/** A name or several; null: `otherwise`. */
export function maybeNames(says: string, otherwise: string): DataField {
  return { says, takes: { type: "optional", of: NAMES }, fallback: null, otherwise };
}

/** What `maybeNames` takes, as a list. */
export function listOf(names: string | readonly string[] | null): readonly string[] {
  if (names === null) return [];
  return typeof names === "string" ? [names] : names;
}
