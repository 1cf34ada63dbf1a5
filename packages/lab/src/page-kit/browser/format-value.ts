/**
 * Values under the pointer, as the page's tables have them: digits in a row end before a million and begin at a
 * ten-thousandth.
 */
import { isPlain, missing, signed, spellPower } from "../format-number.ts";

function roundToFour(value: number): number {
  return Number(value.toPrecision(4));
}

function formatAsPower(value: number): string {
  return spellPower(value.toExponential(3).replace(/\.?0+e/, "e"));
}

function formatRounded(value: number): string {
  if (!isPlain(value)) return formatAsPower(value);
  return signed(value.toLocaleString("en", { maximumSignificantDigits: 15 }));
}

/** Four significant digits, without zeros at the end. */
export function formatValue(value: number | null): string {
  return value === null ? missing : formatRounded(roundToFour(value));
}

/**
 * Of a curve whose values share their decimals; null: they have four significant digits, zeros at the end among them.
 */
export function formatCurveValue(value: number | null, decimals: number | null): string {
  if (value === null) return missing;
  const rounded = roundToFour(value);
  if (!isPlain(rounded)) return formatRounded(rounded);
  if (decimals !== null) return signed(value.toFixed(decimals));
  if (Number.isInteger(value)) return formatRounded(rounded);
  // toPrecision would write 1.000e+4
  if (Math.abs(value) >= 9999.5) return formatAsPower(rounded);
  return signed(value.toPrecision(4));
}
