import { parseNumber } from "./parse-number.ts";

const POINT = 46;
const COMMA = 44;

type Reason = readonly [RegExp, string];

/** Numbers as other programs and people write them; each pattern with what it is, to stand after what was written. */
const SLIPS: readonly Reason[] = [
  [/^[+-]?0x[\da-f]*$/i, "is hexadecimal; write it in decimal"],
  [/^[+-]?0b[01]*$/i, "is binary; write it in decimal"],
  [/^[+-]?0o[0-7]*$/i, "is octal; write it in decimal"],
  [/^[+-]?(?:inf|infinity|#?1?\.?#?inf)$/i, "is infinite; a network takes finite numbers"],
  [/^[+-]?\d[\d_]*_[\d_.]*$/, "holds an underscore; write the digits alone"],
  [/^[+-]?\d{1,3}(?:[.,'\u2019 \u00a0\u202f]\d{3}){2,}(?:[.,]\d*)?$/, "has thousands separators; write it without"],
  [/^[+-]?\d{1,3}(?:,\d{3})+\.\d*$/, "has a thousands separator; write it without"],
  [/^[+-]?\d{1,3}(?:\.\d{3})+,\d*$/, "has a thousands separator; write it without"],
  [/^[+-]?\d{1,3}['\u2019 \u00a0\u202f]\d{3}(?:[.,]\d*)?$/, "has a thousands separator; write it without"],
  [/^[+-]?[\d.,]+\s*%$/, "is a percentage; write the number alone"],
  [/^[+-]?\d*[.,]?\d+[dq][+-]?\d+$/i, "has an exponent of Fortran; write E for D"],
  [/^[\u2212\u2013\u2014\ufe63\uff0d]\s*[\d.,]+/, "begins with a dash that is no minus sign; write -"],
  [/^[\p{Sc}]\s*[+-]?[\d.,]+$|^[+-]?[\d.,]+\s*\p{Sc}$/u, "is an amount of money; write the number alone"],
];

/** What was found where a number was wanted, and was not, or not surely, meant as one. */
const OTHERS: readonly Reason[] = [
  [/^(?:true|false|yes|no)$/i, "is a truth value; write 1 or 0"],
  [/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T].*)?$/, "is a date; write numbers, as of days"],
  [/^["'].*["']$/s, "is in quotes of another kind than the file's"],
];

/**
 * Why a text is no number, as "is hexadecimal; write it in decimal". `decimal` is the mark that the file's numbers
 * have.
 */
export function whyNotNumber(text: string, decimal: "." | ","): string {
  return describeSlip(text, decimal) ?? describe(text.slice(0, LONGEST), OTHERS) ?? "is text, should be a number";
}

/** Whether a text that is no number was meant as one, and so is no name: 0x1F, 1_000, inf. */
export function isMeantAsNumber(text: string, decimal: "." | ","): boolean {
  return describeSlip(text, decimal) !== null;
}

function describeSlip(text: string, decimal: "." | ","): string | null {
  if (text.length > LONGEST) return null;
  const slip = describe(text, SLIPS);
  if (slip !== null) return slip;
  if (isNumber(text, decimal === "." ? COMMA : POINT)) {
    const [has, should] = decimal === "." ? ["comma", "point"] : ["point", "comma"];
    return `has a ${has} where a decimal ${should} should be`;
  }
  return TOO_LARGE.test(text) ? "is beyond the largest number there is (1.8e308)" : null;
}

/** Longer ones are not mistyped numbers, and patterns would take long over them. */
const LONGEST = 400;

const TOO_LARGE = /^[+-]?(?:\d+[.,]?\d*|[.,]\d+)(?:e[+-]?\d+)?$/i;

function describe(text: string, reasons: readonly Reason[]): string | null {
  return reasons.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

function isNumber(text: string, mark: number): boolean {
  return !Number.isNaN(parseNumber(text, 0, text.length, mark));
}
