/** Figures, parameters and moments of the store, for a terminal. */
import { type Scalar, shortNumber } from "study";

export const NONE = "-";

/** Four significant digits: `0.9712`, `2.303`, `1.2e-7`; `-` where there is none, `nan` where it is not a number. */
export function formatFigure(figure: number | null | undefined): string {
  if (figure === null || figure === undefined) return NONE;
  if (Number.isNaN(figure)) return "nan";
  const magnitude = Math.abs(figure);
  if (figure === 0 || !Number.isFinite(figure)) return String(figure);
  if (magnitude < 1e-3 || magnitude >= 1e6) return figure.toExponential(2);
  return magnitude < 1000 ? figure.toPrecision(4) : figure.toFixed(0);
}

/** A parameter's value; of long numbers four significant digits. `-` where the parameter does not apply. */
export function formatParameter(value: Scalar | undefined): string {
  if (value === undefined) return NONE;
  if (typeof value === "number") return shortNumber(value);
  return onOneLine(String(value));
}

/** A parameter's value with all its digits, where it is all that is told; else spelled as everywhere: `1e37`. */
export function formatWhole(value: Scalar | undefined): string {
  if (typeof value !== "number" || Number(shortNumber(value)) === value) return formatParameter(value);
  return String(value).replace("e+", "e");
}

/** What a terminal would obey or break a table by becomes a blank. */
export function onOneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
}

/** `2026-11-24 15:04`, in the reader's time zone. */
export function formatMoment(moment: Date | null): string {
  if (moment === null) return NONE;
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = [moment.getFullYear(), two(moment.getMonth() + 1), two(moment.getDate())].join("-");
  return `${day} ${two(moment.getHours())}:${two(moment.getMinutes())}`;
}
