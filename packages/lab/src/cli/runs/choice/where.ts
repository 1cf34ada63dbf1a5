/**
 * `--where 'rate < .1 and optimizer = adam'`: conditions on names, as they are typed. What the names mean is not known
 * here.
 */

export const OPERATORS = ["<=", ">=", "!=", "=", "<", ">"] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Condition {
  readonly name: string;
  readonly operator: Operator;
  /** as typed, without its quotes */
  readonly text: string;
  /** what it is as a number; null where it is none, or in quotes */
  readonly number: number | null;
}

/** Number() takes blanks and '' for 0, and 0x10. */
export function numberOf(text: string): number | null {
  return NUMBER.test(text) ? Number(text) : null;
}

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
const NAME = /^(?:"([^"]+)"|'([^']+)'|([\p{L}_][\p{L}\p{N}_.[\]-]*))\s*/u;
const OPERATOR = /^(<=|>=|!=|==|=|<|>)\s*/;
const VALUE = /^(?:"([^"]*)"|'([^']*)'|([^\s"'<>=!]+))\s*/;
const AND = /^(?:and|AND|&&)\s+/;

/** Throws SyntaxError, whose message says what should be there. */
export function parseWhere(given: string): Condition[] {
  let rest = given.trim();
  const take = (pattern: RegExp, what: string): RegExpExecArray => {
    const found = pattern.exec(rest);
    if (found === null) {
      throw new SyntaxError(`${what} should stand ${rest === "" ? "at its end" : `before "${rest}"`}`);
    }
    rest = rest.slice(found[0].length);
    return found;
  };
  const conditions: Condition[] = [];
  for (let isMore = true; isMore; ) {
    const name = take(NAME, "a name");
    const [, operator] = take(OPERATOR, `one of ${OPERATORS.join(" ")}`);
    if (isOpenQuote(rest)) throw new SyntaxError(`the quote that begins at ${rest} should have an end`);
    const value = take(VALUE, "a value (in quotes where it has blanks)");
    const text = value[1] ?? value[2] ?? value[3]!;
    conditions.push({
      name: name[1] ?? name[2] ?? name[3]!,
      operator: (operator === "==" ? "=" : operator) as Operator,
      text,
      number: value[3] === undefined ? null : numberOf(text),
    });
    isMore = rest !== "";
    if (isMore) take(AND, `"and"`);
  }
  return conditions;
}

function isOpenQuote(text: string): boolean {
  return /^["']/.test(text) && !text.slice(1).includes(text[0]!);
}

/** As it could be typed. */
export function describeCondition({ name, operator, text }: Condition): string {
  const shown = /^[^\s"'<>=!]+$/.test(text) ? text : quote(text);
  return `${/^[\p{L}_][\p{L}\p{N}_.[\]-]*$/u.test(name) ? name : quote(name)} ${operator} ${shown}`;
}

function quote(text: string): string {
  return text.includes("'") ? `"${text}"` : `'${text}'`;
}

export interface SortOrder {
  readonly name: string;
  /** null: as suits what is sorted */
  readonly direction: "asc" | "desc" | null;
}

/** `NAME`, `NAME:asc` or `NAME:desc`. */
export function parseSort(given: string): SortOrder {
  const [, name, direction = null] = /^(.*?)(?::(asc|desc))?$/s.exec(given.trim())!;
  return { name: name!, direction: direction as SortOrder["direction"] };
}
