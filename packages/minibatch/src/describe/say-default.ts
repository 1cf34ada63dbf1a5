/**
 * A default as a table or a schema shows it: a name, or a kind without fields, is a bare word; everything else is JSON.
 */
export function sayDefault(fallback: unknown): string {
  if (typeof fallback === "string") return fallback;
  const { kind, ...fields } = { ...(fallback as object) } as { readonly kind?: string };
  return kind !== undefined && Object.keys(fields).length === 0 ? kind : JSON.stringify(fallback);
}
