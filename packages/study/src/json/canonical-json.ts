/**
 * JSON in one spelling per value: sorted keys, no blanks. Equal values give equal text, so the text can be hashed. It
 * takes only what JSON holds exactly; this is RFC 8785, whose rules for numbers JavaScript follows already.
 */

/** Throws TypeError, naming the path, for NaN, infinities, functions, and anything JSON would drop or change. */
export function canonicalJson(value: unknown, path = "value"): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value))
      throw new TypeError(`Cannot write ${path} as JSON: it is ${value}, not a finite number`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item, i) => canonicalJson(item, `${path}[${i}]`)).join(",")}]`;
  if (typeof value === "object" && isPlain(value)) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item, `${path}.${key}`)}`).join(",")}}`;
  }
  throw new TypeError(`Cannot write ${path} as JSON: it is ${describe(value)}, not a plain value`);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function describe(value: unknown): string {
  return typeof value === "object" ? `a ${value?.constructor.name}` : `${typeof value}`;
}
