/** Numbers as a reader wants them. Anything that is not a finite number is an en dash. */

export const missing = "–";

function signed(text: string): string {
  return text.replace("-", "−");
}

/** 0.9788 */
export function formatFixed(value: number | null | undefined, decimals: number): string {
  return typeof value === "number" && Number.isFinite(value) ? signed(value.toFixed(decimals)) : missing;
}

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

/** 3.21 × 10⁻¹⁰ for the very small and very large, else up to four significant digits after the first. */
export function formatFigure(value: number): string {
  if (!Number.isFinite(value)) return missing;
  if (Number.isInteger(value)) return signed(formatCount(value));
  const magnitude = Math.abs(value);
  if (magnitude >= 1e-4 && magnitude < 1e6) return signed(String(Number(value.toPrecision(magnitude < 1 ? 4 : 5))));
  const [digits, power] = value.toExponential(2).split("e") as [string, string];
  return `${signed(digits)}\u00a0×\u00a010${[...power.replace("+", "")].map((c) => superscript[c] as string).join("")}`;
}

const superscript: Readonly<Record<string, string>> = {
  "-": "⁻",
  ...Object.fromEntries([..."⁰¹²³⁴⁵⁶⁷⁸⁹"].map((digit, i) => [String(i), digit])),
};

/** 0.4 s, 12 s, 5 min 12 s, 3 h 20 min */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const minutes = Math.round(whole / 60);
  if (minutes >= 120) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
