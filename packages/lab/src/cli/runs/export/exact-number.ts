/**
 * A figure as a text that reads back to the same double, in any program. `-0.0` keeps its sign where `-0` would be read
 * as a whole number without one. What is not finite is null in JSON, and an empty field in CSV.
 */
export function exactNumber(figure: number): string | null {
  if (!Number.isFinite(figure)) return null;
  return Object.is(figure, -0) ? "-0.0" : String(figure);
}
