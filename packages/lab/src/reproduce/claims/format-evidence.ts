/** Figures in the words of the evidence. */
import type { Interval } from "../results.ts";

/** .97881 -> "97.88%" */
export function percent(share: number): string {
  return `${round(100 * share, 2)}%`;
}

/** .0051 -> "+0.51": points of accuracy */
export function points(difference: number): string {
  return signed(100 * difference, 2);
}

/** [-.001, .002] -> "[-0.10, +0.20] points" */
export function pointsInterval([low, high]: Interval): string {
  return `[${points(low)}, ${points(high)}] points`;
}

/** [.1, .25] -> "[10.00%, 25.00%]" */
export function percentInterval([low, high]: Interval): string {
  return `[${percent(low)}, ${percent(high)}]`;
}

/** [.1, .25] -> "[0.10, 0.25]" */
export function interval([low, high]: Interval, digits: number): string {
  return `[${round(low, digits)}, ${round(high, digits)}]`;
}

/** An interval for JSON: its open ends become null. */
export function finiteInterval([low, high]: Interval): { readonly low: number | null; readonly high: number | null } {
  return { low: Number.isFinite(low) ? low : null, high: Number.isFinite(high) ? high : null };
}

/** Rounded; what rounds to 0 has no minus. */
function round(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? (0).toFixed(digits) : text;
}

function signed(value: number, digits: number): string {
  const text = round(value, digits);
  return text.startsWith("-") ? text : `+${text}`;
}
