/** Rows that fulfil conditions, in an order: of trials, configurations or epochs alike. */

import { listNames, nearestName, type Scalar, suggestName } from "study";
import { UsageError } from "../../../errors.ts";
import { type Condition, describeCondition, numberOf, type Operator, type SortOrder } from "./where.ts";

export interface Choice {
  /** all of them hold */
  readonly where?: readonly Condition[];
  readonly sort?: SortOrder;
}

/** What is asked of a row by a name; undefined or null where the row has not got it. */
export interface Field<Row> {
  readonly read: (row: Row) => Scalar | undefined;
  /** the only texts there are; default: any */
  readonly texts?: readonly string[];
  /** which comes first where nothing is said: default the least */
  readonly first?: "least" | "greatest";
}

const VALUES_TOLD = 5;

const HOLDS: Readonly<Record<Exclude<Operator, "=" | "!=">, (a: number, b: number) => boolean>> = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

/** The error for a name that is unknown, with the names that are known. */
export function unknownName(what: string, name: string, known: readonly string[]): UsageError {
  const near = suggestName(name, known);
  const all = near.startsWith("did") ? ` Known are ${listNames(known)}` : "";
  return new UsageError(`Cannot ${what} by "${name}": there is no parameter or figure of that name; ${near}${all}`);
}

/**
 * A row without the value fulfils no condition on it, and comes last. Throws UsageError for a comparison without an
 * answer.
 */
export function chooseRows<Row>(
  rows: readonly Row[],
  { where = [], sort }: Choice,
  fieldOf: (name: string) => Field<Row>,
): Row[] {
  const tests = where.map((condition) => testOf(condition, fieldOf(condition.name), rows));
  const chosen = rows.filter((row) => tests.every((test) => test(row)));
  if (sort === undefined) return chosen;
  const { read, first = "least" } = fieldOf(sort.name);
  const sign = (sort.direction ?? (first === "least" ? "asc" : "desc")) === "asc" ? 1 : -1;
  return chosen.sort((a, b) => compare(read(a), read(b), sign));
}

/**
 * A sentence for each condition on a text that no row has: a mistyped name matches nothing, and with != everything.
 * None for a field that no row has.
 */
export function tellUnknownTexts<Row>(
  rows: readonly Row[],
  where: readonly Condition[],
  fieldOf: (name: string) => Field<Row>,
): string[] {
  return where.flatMap((condition) => {
    const values = [...new Set(rows.map(fieldOf(condition.name).read).filter(isThere))];
    const isUnknown =
      values.length > 0 && values.every((value) => typeof value !== "number" && String(value) !== condition.text);
    const isEquality = condition.operator === "=" || condition.operator === "!=";
    if (!isUnknown || !isEquality || fieldOf(condition.name).texts !== undefined) return [];
    const seen = values.map(String);
    const near = nearestName(condition.text, seen);
    const meant = near === null ? "" : `; did you mean ${near}?`;
    return [
      `No ${condition.name} is "${condition.text}", there ${seen.length === 1 ? "is" : "are"} ` +
        `${tellValues(seen)}${meant}`,
    ];
  });
}

function testOf<Row>(condition: Condition, field: Field<Row>, rows: readonly Row[]): (row: Row) => boolean {
  const { operator, text, number } = condition;
  const { read, texts } = field;
  const values = rows.map(read).filter(isThere);
  const isText = texts !== undefined || values.some((value) => typeof value !== "number");
  if (operator === "=" || operator === "!=") {
    if (texts !== undefined && !texts.includes(text)) throw impossible(condition, suggestName(text, texts));
    if (!isText && values.length > 0 && numberOf(text) === null) {
      throw impossible(condition, `${condition.name} is a number, and "${text}" is none`);
    }
    return (row) => {
      const value = read(row);
      if (!isThere(value)) return false;
      const isEqual = typeof value === "number" ? value === numberOf(text) : String(value) === text;
      return isEqual === (operator === "=");
    };
  }
  if (isText) {
    const seen = [...new Set(texts ?? values.map(String))];
    throw impossible(condition, `${condition.name} is text (${tellValues(seen)}), which has no order; use = or !=`);
  }
  if (number === null) throw impossible(condition, `"${text}" is no number, and only numbers have an order`);
  return (row) => {
    const value = read(row);
    return typeof value === "number" && HOLDS[operator](value, number);
  };
}

function impossible(condition: Condition, why: string): UsageError {
  return new UsageError(`Cannot choose by "${describeCondition(condition)}": ${why}`);
}

function tellValues(values: readonly string[]): string {
  const more = values.length - VALUES_TOLD;
  return `${values.slice(0, VALUES_TOLD).join(", ")}${more > 0 ? ` and ${more} more values` : ""}`;
}

/** NaN is no value that could be ordered. */
function isThere(value: Scalar | undefined): value is string | number | boolean {
  return value !== undefined && value !== null && !Number.isNaN(value);
}

/** Numbers before texts, what is not there at the end whatever the direction. */
function compare(a: Scalar | undefined, b: Scalar | undefined, sign: 1 | -1): number {
  if (!isThere(a) || !isThere(b)) return Number(isThere(b)) - Number(isThere(a));
  if (typeof a === "number" && typeof b === "number") return sign * (a - b);
  if (typeof a === "number" || typeof b === "number") return typeof a === "number" ? -1 : 1;
  const [left, right] = [String(a), String(b)];
  return left === right ? 0 : sign * (left < right ? -1 : 1);
}
