/**
 * What a field takes, as data. The check, the error messages, the JSON Schema and the tables of the documentation
 * follow from it.
 */

export interface Range {
  readonly atLeast?: number;
  readonly above?: number;
  readonly atMost?: number;
  readonly below?: number;
  /** no fractions, and none so large that it stands for several */
  readonly whole?: true;
}

/** The tables of kinds. */
export type TableName = "layer" | "activation" | "augmentation" | "loss" | "initializer" | "optimizer" | "schedule";

/** `what` says it in an error message. */
export type Takes =
  /** a finite number */
  | ({ readonly type: "number" } & Range)
  | { readonly type: "boolean" }
  | { readonly type: "choice"; readonly names: readonly string[] }
  /** only that: others of its kind may set it */
  | { readonly type: "fixed"; readonly only: number | boolean | null }
  /** that, or null for none */
  | { readonly type: "optional"; readonly of: Takes }
  /** a kind of that table: an object, or its bare name where it needs no field */
  | { readonly type: "kind"; readonly of: TableName }
  /** an object of fields, without a kind */
  | { readonly type: "fields"; readonly fields: Readonly<Record<string, Described>>; readonly what: string }
  /** one or the other */
  | { readonly type: "either"; readonly of: readonly Takes[]; readonly what: string }
  /** a list of at least one, or of exactly so many */
  | { readonly type: "list"; readonly of: Takes; readonly what: string; readonly exactly?: number }
  | { readonly type: "text"; readonly pattern: string; readonly what: string }
  | { readonly type: "function" }
  /** what is no JSON, or is checked elsewhere */
  | { readonly type: "value"; readonly what?: string };

/** A field as far as it is data. */
export interface Described {
  readonly takes: Takes;
  /** the value when left out; a field without one must be given */
  readonly fallback?: unknown;
  /** what stands for it when it is left out, in words, where that depends on where it stands */
  readonly otherwise?: string;
  /** its sentence, where it stands within another field */
  readonly says?: string;
}

type Compare = (value: number, bound: number) => boolean;

/** How an error message says each bound, and how it is checked. */
const BOUNDS: readonly (readonly [keyof Range, words: string, Compare])[] = [
  ["atLeast", "at least", (value, bound) => value >= bound],
  ["above", "above", (value, bound) => value > bound],
  ["atMost", "at most", (value, bound) => value <= bound],
  ["below", "below", (value, bound) => value < bound],
];

/** "a whole number at least 1": what a value must be. Empty for types with a function of their own that says it. */
export function sayTakes(takes: Takes): string {
  switch (takes.type) {
    case "number": {
      const bounds = BOUNDS.flatMap(([name, words]) => (takes[name] === undefined ? [] : `${words} ${takes[name]}`));
      return `a ${takes.whole ? "whole" : "finite"} number ${bounds.join(" and ")}`.trim();
    }
    case "boolean":
      return "true or false";
    case "choice":
      return takes.names.map((name) => `"${name}"`).join(" or ");
    case "function":
      return "a function";
    default:
      return ("what" in takes && takes.what) || "";
  }
}

/** Whether a value is one of those. Always false for types that are checked elsewhere. */
export function holds(takes: Takes, value: unknown): boolean {
  switch (takes.type) {
    case "number":
      return (
        Number.isFinite(value) &&
        (!takes.whole || Number.isSafeInteger(value)) &&
        BOUNDS.every(([name, , holds]) => takes[name] === undefined || holds(value as number, takes[name] as number))
      );
    case "choice":
      return takes.names.includes(value as string);
    case "text":
      return typeof value === "string" && new RegExp(takes.pattern).test(value);
    default:
      return typeof value === takes.type; // boolean, function
  }
}
