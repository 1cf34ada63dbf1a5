const LONGEST = 60;

/** A value as an error message shows it: JSON where that says enough, cut to one short line. */
export function showValue(value: unknown): string {
  const text = typeof value === "number" || typeof value === "bigint" ? String(value) : JSON.stringify(value);
  if (text === undefined) return typeof value;
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 3)}...`;
}
