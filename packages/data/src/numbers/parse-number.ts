/**
 * The numbers that tables hold: a sign, decimal digits with at most one decimal mark, an exponent. Not what
 * JavaScript's `Number` takes besides: nothing at all, `0x1F`, `0b1`, `Infinity`.
 */

const PLUS = 43;
const MINUS = 45;
const ZERO = 48;
const NINE = 57;
const UPPER_E = 69;
const LOWER_E = 101;

/** Below it another digit keeps the digits so far a whole number that a double holds exactly (2^53 is 9.007e15). */
const SHORT = 900_000_000_000_000;

/**
 * 10^0 to 10^22 are exact: a short run of digits times or by one of them is rounded once, so right (W. D. Clinger, PLDI
 * 1990, section 3).
 */
const POWERS = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
const MOST_POWER = 22;

/**
 * The double nearest to the number that stands from `start` to `end` (exclusive), without blanks around it; NaN where
 * there is none, or one beyond what a double holds. `mark` is the code of the decimal mark. No text is copied but for
 * more digits than a double has.
 */
export function parseNumber(text: string, start: number, end: number, mark: number): number {
  let i = start;
  let code = text.charCodeAt(i);
  const isNegative = code === MINUS;
  if (isNegative || code === PLUS) i++;
  let digits = 0;
  let isShort = true;
  let decimals = 0;
  let hasDigits = false;
  let hasMark = false;
  for (; i < end; i++) {
    code = text.charCodeAt(i);
    if (code >= ZERO && code <= NINE) {
      hasDigits = true;
      if (digits > SHORT) isShort = false;
      digits = digits * 10 + (code - ZERO);
      if (hasMark) decimals++;
    } else if (code === mark && !hasMark) hasMark = true;
    else break;
  }
  if (!hasDigits) return Number.NaN;
  // 0 - x, for -x makes a minus zero, which is no integer to an engine that compiles this
  let power = 0 - decimals;
  if (i < end) {
    if (code !== LOWER_E && code !== UPPER_E) return Number.NaN;
    const exponent = parseExponent(text, i + 1, end);
    if (Number.isNaN(exponent)) return Number.NaN;
    power += exponent;
  }
  if (isShort && power >= -MOST_POWER && power <= MOST_POWER) {
    const size = power < 0 ? digits / POWERS[-power]! : digits * POWERS[power]!;
    return isNegative ? -size : size;
  }
  const written = text.slice(start, end);
  const value = Number(hasMark ? written.replace(",", ".") : written);
  return Number.isFinite(value) ? value : Number.NaN;
}

function parseExponent(text: string, start: number, end: number): number {
  let i = start;
  const sign = text.charCodeAt(i);
  if (i < end && (sign === MINUS || sign === PLUS)) i++;
  if (i >= end) return Number.NaN;
  let exponent = 0;
  for (; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code < ZERO || code > NINE) return Number.NaN;
    exponent = exponent * 10 + (code - ZERO);
  }
  return sign === MINUS ? 0 - exponent : exponent;
}
