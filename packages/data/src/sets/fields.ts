/** Fields that several sets have. */
import type { DataField } from "./data-set.ts";

/** Seeds are whole numbers of 32 bits. */
const LARGEST_SEED = 2 ** 32 - 1;

/** A whole number from `least` to `most`, or null for all rows. */
export function rowLimit(says: string, least: number, most: number): DataField {
  const takes = { type: "number", whole: true, atLeast: least, atMost: most } as const;
  return { says, takes: { type: "optional", of: takes }, fallback: null, otherwise: "null: all of them" };
}

/** One of a few names; the first is the default. */
export function choice(says: string, names: readonly string[]): DataField {
  return { says, takes: { type: "choice", names }, fallback: names[0] as string };
}

/** A seed, or null for the trial's own; `repeats`: what differs between repeats then. */
export function seed(says: string, repeats: string): DataField {
  const takes = { type: "number", whole: true, atLeast: 0, atMost: LARGEST_SEED } as const;
  const otherwise = `null: each trial's own seed draws it, so that repeats differ in ${repeats} as well`;
  return { says, takes: { type: "optional", of: takes }, fallback: null, otherwise };
}

/** A number with its range and default. */
export function number(
  says: string,
  range: {
    readonly atLeast?: number;
    readonly above?: number;
    readonly atMost?: number;
    readonly below?: number;
    readonly whole?: true;
  },
  fallback: number,
): DataField {
  return { says, takes: { type: "number", ...range }, fallback };
}
