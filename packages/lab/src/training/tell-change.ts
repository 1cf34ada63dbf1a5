import type { Finding } from "minibatch";

const MOST_VALUES = 3;

/**
 * The values that an advice of the doctor's changes, by their paths: `optimizer.learningRate: 0.001`. A list of layers
 * is told by their kinds: whole, it would be longer than the advice.
 */
export function tellChange(change: Finding["advices"][number]["change"]): string {
  const values = Object.entries(change);
  const told = values.slice(0, MOST_VALUES).map(([path, value]) => `${path}: ${tellValue(value)}`);
  const rest = values.length - told.length;
  return `${told.join(", ")}${rest > 0 ? `, and ${rest} more` : ""}`;
}

function tellValue(value: unknown): string {
  if (Array.isArray(value) && value.length > 0 && value.every(hasKind)) return value.map(({ kind }) => kind).join(", ");
  return JSON.stringify(value);
}

function hasKind(value: unknown): value is { readonly kind: string } {
  return typeof value === "object" && value !== null && "kind" in value && typeof value.kind === "string";
}
