/** A default as a table or a schema says it: a kind without fields and a name are bare words, all else is as it is written. */
export function sayDefault(fallback: unknown): string {
  if (typeof fallback === "string") return fallback;
  const { kind, ...fields } = { ...(fallback as object) } as { readonly kind?: string };
  return kind !== undefined && Object.keys(fields).length === 0 ? kind : JSON.stringify(fallback);
}
