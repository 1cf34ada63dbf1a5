/** Comma-separated values (RFC 4180) that are safe to open in a spreadsheet. */
import type { Scalar } from "study";
import { exactNumber } from "./exact-number.ts";

const LINE_END = "\r\n";

/**
 * How a text begins that a spreadsheet runs as a formula: OWASP's "CSV Injection",
 * https://owasp.org/www-community/attacks/CSV_Injection. Full-width and small forms are made plain ones by some; blanks
 * before, and characters that are not seen, are dropped by some. After any number of ' too, so that no two texts are
 * written alike: the first ' is what was put there.
 */
const FORMULA = /^'*(?:\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE62\uFE63\uFE66\uFE6B]|[\t\r\n])/;
/** zero-width and other format characters */
const UNSEEN = /\p{Cf}/gu;

/**
 * A row with its line end. Numbers read back to the same double; a text that a spreadsheet would run as a formula has a
 * ' before it, as one would type it there. Empty: what is not there, a figure that is not finite.
 */
export function csvRow(values: readonly (Scalar | undefined)[]): string {
  return values.map(fieldOf).join(",") + LINE_END;
}

function fieldOf(value: Scalar | undefined): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "number") return exactNumber(value) ?? "";
  const given = String(value);
  const text = FORMULA.test(given.replaceAll(UNSEEN, "")) ? `'${given}` : given;
  // a ; parts fields where the comma is the decimal sign
  return /[",;\r\n]/.test(text) || text === "" ? `"${text.replaceAll('"', '""')}"` : text;
}
