/**
 * What the library's own doors check, described for editors. Their messages are the better ones, so `parseInput` asks them first;
 * kinds are listed in full by types, options and defaults come from the library itself.
 */
import * as z from "zod";

/** A kind's options at their defaults. */
export type Options = Readonly<Record<string, unknown>>;

/** `kind: "a"`, or `{ kind: "a", ... }` with the options that `optionsOf` gives at their defaults. */
export function kindSchema<Kind extends string>(
  kinds: Readonly<Record<Kind, string>>,
  optionsOf: (kind: Kind) => z.core.$ZodShape,
): z.ZodType {
  const names = Object.keys(kinds) as Kind[];
  const objects = names.map((kind) =>
    z.strictObject({ kind: z.literal(kind).describe(kinds[kind]), ...optionsOf(kind) }),
  );
  const [first, ...rest] = objects;
  if (first === undefined) throw new TypeError("Cannot make a schema of no kinds: give one");
  return z.union([z.enum(names), z.discriminatedUnion("kind", [first, ...rest])]);
}

/** An option by its default: a number, a flag, or null where a number may be given. */
export function optionSchema(fallback: unknown, description: string): z.ZodType {
  const text = `${description} Default ${JSON.stringify(fallback)}.`.trim();
  if (typeof fallback === "boolean") return z.boolean().optional().describe(text);
  const number = z.number();
  return (fallback === null ? number.nullable() : number).optional().describe(text);
}
