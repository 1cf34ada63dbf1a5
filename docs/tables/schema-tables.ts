/** Tables from the JSON Schema of an experiment file: what `minibatch schema` prints is what they say. */
import { networkJsonSchema } from "study";
import { code, table } from "./markdown-table.ts";

interface Schema {
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string | readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly $ref?: string;
}

const root = networkJsonSchema() as unknown as Schema & { readonly definitions: Readonly<Record<string, Schema>> };

/** `model.layers.items` -> that part of the schema; a first part that is no field is a definition. */
export function schemaAt(path: string): Schema {
  const [first, ...rest] = path.split(".");
  const start = root.properties?.[first!] ?? root.definitions[first!];
  if (start === undefined) throw new Error(`Cannot find ${path} in the schema: it has no ${first}`);
  return rest.reduce((schema, name) => {
    const found = name === "items" ? schema.items : objects(schema).flatMap((one) => one.properties?.[name] ?? [])[0];
    if (found === undefined) throw new Error(`Cannot find ${path} in the schema: there is no ${name}`);
    return found;
  }, start);
}

/** The objects that a value may be: one, or one per kind. */
function objects(schema: Schema): readonly Schema[] {
  if (schema.$ref !== undefined) return objects(root.definitions[schema.$ref.split("/").at(-1)!]!);
  if (schema.properties !== undefined) return [schema];
  return [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])].flatMap(objects);
}

/** Of the objects that a value may be, the one with this field. */
export function objectWith(path: string, field: string): Schema {
  const found = objects(schemaAt(path)).find(({ properties }) => properties?.[field] !== undefined);
  if (found === undefined) throw new Error(`Cannot find an object with ${field} in ${path} of the schema`);
  return found;
}

/** A table of kinds, each with what it takes; `discriminator` names them. */
export function kindsTable(path: string, discriminator = "kind"): string {
  const rows = objects(schemaAt(path)).flatMap((one) => {
    const kind = one.properties?.[discriminator];
    if (kind === undefined) return [];
    const name = String(kind.const ?? kind.enum?.[0]);
    const fields = Object.entries(one.properties!).filter(([field]) => field !== discriminator);
    const told = fields.map(([field, schema]) => `${code(field)}: ${tell(schema)}`);
    return [[code(name), kind.description ?? "", told.join(" · ")]];
  });
  return table([discriminator, "what it is", "what it takes"], rows);
}

/** A table of the fields of an object. */
export function fieldsTable(path: string): string {
  return tableOf(path === "" ? root : objects(schemaAt(path))[0]!, ["$schema"]);
}

/** A table of the fields of an object, but for some. */
export function tableOf({ properties, required }: Schema, left: readonly string[] = []): string {
  const rows = Object.entries(properties!)
    .filter(([name]) => !left.includes(name))
    .map(([name, schema]) => [
      code(name),
      takes(schema),
      `${required?.includes(name) ? "Needed. " : ""}${schema.description ?? ""}`,
    ]);
  return table(["field", "takes", "what it is"], rows);
}

function tell(schema: Schema): string {
  const text = (schema.description ?? "").replace(/(?<!\.)\.$/, "");
  return text === "" ? takes(schema) : text;
}

/** What a field takes, in a few words. */
export function takes(schema: Schema): string {
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  if (schema.enum !== undefined) return schema.enum.map((value) => code(JSON.stringify(value))).join(", ");
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (choices.length > 0) return [...new Set(choices.map(takes))].join(" or ");
  if (schema.$ref !== undefined) return `a ${schema.$ref.split("/").at(-1)}`;
  if (schema.allOf !== undefined) return schema.allOf.map(takes).join(" and ");
  if (schema.type === "array") return "a list";
  if (schema.type === "object") return "an object";
  if (schema.type === "integer") return `a whole number${range(schema)}`;
  if (schema.type === "number") return `a number${range(schema)}`;
  if (schema.type === "boolean") return "`true`, `false`";
  if (schema.type === "string") return "a text";
  return String(schema.type ?? "anything");
}

function range({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Schema): string {
  const from = minimum !== undefined && minimum > -1e15 ? ` from ${minimum}` : "";
  const above = exclusiveMinimum === undefined ? "" : ` above ${exclusiveMinimum}`;
  const to = maximum !== undefined && maximum < 1e15 ? ` to ${maximum.toLocaleString("en")}` : "";
  const below = exclusiveMaximum === undefined ? "" : ` below ${exclusiveMaximum}`;
  return `${from}${above}${to}${below}`;
}
