/** What a field takes, as data: from it follow the check, what an error message says, the JSON Schema and the tables of the documentation. */

export interface Range {
  readonly atLeast?: number;
  readonly above?: number;
  readonly atMost?: number;
  readonly below?: number;
  /** no fractions, and none so large that it stands for several */
  readonly whole?: true;
}

/** The tables of kinds. */
export type TableName = "layer" | "activation" | "loss" | "initializer" | "optimizer" | "schedule";

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
  /** a list of at least one */
  | { readonly type: "list"; readonly of: Takes; readonly what: string }
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
}

/** "a whole number at least 1": what a value must be. Empty where a door of its own says it. */
export function sayTakes(takes: Takes): string {
  switch (takes.type) {
    case "number":
      return sayRange(takes);
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

function sayRange({ atLeast, above, atMost, below, whole }: Range): string {
  const bounds = Object.entries({ "at least": atLeast, above, "at most": atMost, below })
    .filter(([, bound]) => bound !== undefined)
    .map((bound) => bound.join(" "));
  return `a ${whole ? "whole" : "finite"} number ${bounds.join(" and ")}`.trim();
}

/** Whether a value is one of those; of a type that names no values, where a door of its own looks, none is. */
export function holds(takes: Takes, value: unknown): boolean {
  switch (takes.type) {
    case "number":
      return isWithin(value, takes);
    case "choice":
      return takes.names.includes(value as string);
    case "text":
      return typeof value === "string" && new RegExp(takes.pattern).test(value);
    default:
      return typeof value === takes.type; // boolean, function
  }
}

function isWithin(value: unknown, range: Range): boolean {
  const { atLeast = -Infinity, above = -Infinity, atMost = Infinity, below = Infinity, whole } = range;
  return (
    Number.isFinite(value) &&
    (value as number) >= atLeast &&
    (value as number) > above &&
    (value as number) <= atMost &&
    (value as number) < below &&
    (!whole || Number.isSafeInteger(value))
  );
}
