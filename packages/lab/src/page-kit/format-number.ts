/** Numbers as a reader wants them. Anything that is not a finite number is an en dash. */

export const missing = "–";

/** Of accuracies and losses of the reproduction, in tables, captions and under the pointer alike. */
export const figureDecimals = 4;

/** With the minus sign of print. */
export function signed(text: string): string {
  return text.replace("-", "−");
}

/** From here on, and below, digits in a row can no longer be read: a power of ten stands for them. */
const plain = { least: 1e-4, most: 1e6 } as const;

/** Whether digits in a row can be read. */
export function isPlain(value: number): boolean {
  return value === 0 || (Math.abs(value) >= plain.least && Math.abs(value) < plain.most);
}

/** 0.9788 */
export function formatFixed(value: number | null | undefined, decimals: number): string {
  if (typeof value !== "number" || !Number.isFinite(value)) return missing;
  return Math.abs(value) < plain.most ? signed(value.toFixed(decimals)) : formatFigure(value);
}

/** Of a share: 97.1% */
export function formatPercent(share: number | null | undefined, decimals = 1): string {
  if (typeof share !== "number" || !Number.isFinite(share)) return missing;
  return `${signed((100 * share).toFixed(decimals))}%`;
}

/** In the unit of a column: 329,800; −0.0125. So many significant digits hold what a file had, in float32 too. */
export function formatAmount(value: number, digits = 9): string {
  const isAmount = value === 0 || (Math.abs(value) >= plain.least && Math.abs(value) < mostAmount);
  return isAmount ? signed(value.toLocaleString("en", { maximumSignificantDigits: digits })) : formatFigure(value);
}

/** Likewise, of what was predicted or measured, whose later digits say nothing. */
export function formatMeasured(value: number): string {
  return formatAmount(value, measuredDigits);
}

const measuredDigits = 5;

const mostAmount = 1e12;

/** A difference, with its sign: +0.0012 */
export function formatDifference(value: number | null | undefined, decimals: number): string {
  if (typeof value !== "number" || !Number.isFinite(value)) return missing;
  const text = formatFixed(value, decimals);
  return /^[^1-9]*$/.test(text) ? text.replace("−", "") : value > 0 ? `+${text}` : text;
}

/** 60,000 */
export function formatCount(value: number): string {
  return Math.round(value).toLocaleString("en");
}

/**
 * 3.21 × 10⁻¹⁰ for the very small and very large, else up to four significant digits after the first; zeros at the end
 * are left out.
 */
export function formatFigure(value: number): string {
  if (!Number.isFinite(value)) return missing;
  const rounded = Number.isInteger(value) ? value : Number(value.toPrecision(Math.abs(value) < 1 ? 4 : 5));
  if (!isPlain(rounded)) return spellPower(value.toExponential(powerDigits - 1).replace(/\.?0+e/, "e"));
  return signed(rounded.toLocaleString("en", { maximumSignificantDigits: 15 }));
}

const powerDigits = 3;

/** Of so many significant digits, zeros at the end among them: 1.230 × 10⁷ */
export function formatPower(value: number, digits: number): string {
  return Number.isFinite(value) ? spellPower(value.toExponential(digits - 1)) : missing;
}

/** 3.21e-10 -> 3.21 × 10⁻¹⁰; 1e+20 -> 10²⁰ */
export function spellPower(written: string): string {
  const [digits, power] = written.split("e") as [string, string];
  const factor = /^-?1$/.test(digits) ? digits.replace("1", "") : `${digits}\u00a0×\u00a0`;
  return `${signed(factor)}10${[...power.replace("+", "")].map((c) => superscript[c] as string).join("")}`;
}

const superscript: Readonly<Record<string, string>> = {
  "-": "⁻",
  ...Object.fromEntries([..."⁰¹²³⁴⁵⁶⁷⁸⁹"].map((digit, i) => [String(i), digit])),
};

/** 3.2 ms, 0.4 s, 12 s, 5 min 12 s, 3 h 20 min */
export function formatSeconds(seconds: number): string {
  if (seconds > 0 && seconds < 0.1) return `${Number((1000 * seconds).toPrecision(2))} ms`;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const minutes = Math.round(whole / 60);
  if (minutes >= 120) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
