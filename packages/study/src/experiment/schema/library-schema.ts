/**
 * What the library's own doors check, described for editors from the library's description of it. Their messages are
 * the better ones, so `parseInput` asks them first.
 */
import {
  type Descriptions,
  describeKinds,
  type FieldDescription,
  type FieldDescriptions,
  sayDefault,
  sayTakes,
  type Takes,
} from "minibatch/describe";
import * as z from "zod";
import { wanted } from "./wanted.ts";

/** The library's description of itself. */
export const LIBRARY: Descriptions = describeKinds();

type TableName = Extract<Takes, { readonly type: "kind" }>["of"];

/** Tables that several fields take: each is a definition of the JSON Schema, to which they refer. */
const SHARED: readonly TableName[] = ["initializer", "layer", "schedule"];

/** One object for each table, for a definition must not be made twice. */
const made = new Map<TableName, z.ZodType>();

/** What a field takes. */
export function takesSchema(takes: Takes): z.ZodType {
  const complaint = wanted(sayTakes(takes));
  switch (takes.type) {
    case "number":
      return numberSchema(takes);
    case "boolean":
      return z.boolean(complaint);
    case "choice":
      return z.enum(takes.names as string[], complaint);
    case "fixed":
      return z.literal(takes.only);
    case "optional":
      return takesSchema(takes.of).nullable();
    case "either":
      return z.union(takes.of.map(takesSchema), complaint);
    case "list": {
      const list = z.array(takesSchema(takes.of), complaint);
      return takes.exactly === undefined ? list.min(1, complaint) : list.length(takes.exactly, complaint);
    }
    case "text":
      return z.string(complaint).regex(new RegExp(takes.pattern), complaint);
    case "fields":
      return z.strictObject(fieldSchemas(takes.fields));
    case "kind":
      return tableSchema(takes.of);
    default:
      throw new TypeError(`Cannot make a schema of ${sayTakes(takes) || takes.type}: it is no JSON`);
  }
}

/** A field that may be left out where it has a default, with its sentence and its default. */
export function fieldSchema(field: FieldDescription): z.ZodType {
  const schema = takesSchema(field.takes);
  const needed = field.fallback === undefined && field.otherwise === undefined;
  return (needed ? schema : schema.optional()).describe(`${field.says ?? ""} ${tellDefault(field)}`.trim());
}

export function fieldSchemas(fields: FieldDescriptions): z.core.$ZodShape {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldSchema(field)]));
}

/** `kind: "a"`, or `{ kind: "a", ... }` with its fields; where it needs none, the bare name as well. */
export function kindSchema(
  kinds: Readonly<Record<string, { readonly says: string; readonly fields: FieldDescriptions }>>,
): z.ZodType {
  const objects = Object.entries(kinds).map(([kind, { says, fields }]) =>
    z.strictObject({ kind: z.literal(kind).describe(says), ...fieldSchemas(fields) }),
  );
  const [first, ...rest] = objects;
  if (first === undefined) throw new TypeError("Cannot make a schema of no kinds: give one");
  const union = z.discriminatedUnion("kind", [first, ...rest]);
  const names = Object.keys(kinds).filter((kind) => z.safeParse(union, { kind }).success);
  return names.length === 0 ? union : z.union([z.enum(names), union]);
}

function tableSchema(table: TableName): z.ZodType {
  if (table === "optimizer") throw new TypeError("Cannot put an optimizer into a field: none takes one");
  const found = made.get(table);
  if (found !== undefined) return found;
  // its own kinds may hold others of it, as a block has layers
  made.set(
    table,
    z.lazy(() => made.get(table) as z.ZodType),
  );
  const schema = kindSchema(LIBRARY[table]);
  const named = SHARED.includes(table) ? schema.meta({ id: table }) : schema;
  made.set(table, named);
  return named;
}

function numberSchema(takes: Extract<Takes, { readonly type: "number" }>): z.ZodType {
  const { atLeast, above, atMost, below, whole } = takes;
  const complaint = wanted(sayTakes(takes));
  let schema: z.ZodNumber = whole ? z.int(complaint) : z.number(complaint);
  if (atLeast !== undefined) schema = schema.min(atLeast, complaint);
  if (above !== undefined) schema = schema.gt(above, complaint);
  if (atMost !== undefined) schema = schema.max(atMost, complaint);
  if (below !== undefined) schema = schema.lt(below, complaint);
  return schema;
}

/** "Default 0.01."; nothing where the field is needed, or the fields within tell theirs. */
export function tellDefault({ takes, fallback, otherwise }: FieldDescription): string {
  if (otherwise !== undefined) return `Default ${otherwise}${otherwise.endsWith(".") ? "" : "."}`;
  if (fallback === undefined || takes.type === "fields") return "";
  return `Default ${sayDefault(fallback)}.`;
}
