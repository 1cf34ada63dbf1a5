/** The schema of `data:`, from what each set's definition says of its fields. */

import type { Takes } from "minibatch/describe";
import {
  type AnyDataSet,
  type DataField,
  type DataInput,
  dataSets,
  type FileInput,
  type OpenData,
  setNames,
} from "minibatch-data/sets";
import * as z from "zod";
import { chooseKind } from "./choose-kind.ts";
import { fileSchema } from "./file-schema.ts";
import { takesSchema, tellDefault } from "./library-schema.ts";
import type { ModuleDataInput } from "./module-input.ts";
import { moduleDataSchema } from "./module-schema.ts";
import { nameOf } from "./name-of.ts";
import { strictFields } from "./strict-fields.ts";
import { wholeNumber } from "./whole-number.ts";

function fieldSchema(field: DataField): z.ZodType {
  return schemaOf(field.takes)
    .default(field.fallback)
    .describe(`${field.says} ${tellDefault(field)}`);
}

function schemaOf(takes: Takes): z.ZodType {
  if (takes.type === "optional") return schemaOf(takes.of).nullable();
  if (takes.type === "choice") return nameOf(takes.names);
  const isWholeRange = takes.type === "number" && takes.whole === true && takes.atLeast !== undefined;
  return isWholeRange ? wholeNumber(takes.atLeast, takes.atMost) : takesSchema(takes);
}

function setSchema({ name, says, fields }: AnyDataSet): z.ZodObject {
  return strictFields(`the ${name} data`, {
    set: z.literal(name).describe(says),
    ...Object.fromEntries(Object.entries(fields).map(([field, described]) => [field, fieldSchema(described)])),
  });
}

const [first, ...others] = setNames.map((name) => setSchema(dataSets[name]));

/** A named set. */
export const setDataSchema: z.ZodType<OpenData, DataInput> = z.discriminatedUnion(
  "set",
  [first as z.ZodObject, ...others],
  chooseKind("data", "set", setNames),
) as unknown as z.ZodType<OpenData, DataInput>;

/** Of what has the field `file` its complaints are that schema's, of all else those of the sets. */
export const dataSchema: z.ZodType<OpenData | FileInput, DataInput | FileInput | ModuleDataInput> = z
  .union([setDataSchema, fileSchema, moduleDataSchema])
  .describe(
    "What is trained on: a named set, a file of one's own, or what a module of one's own gives.",
  ) as unknown as z.ZodType<OpenData | FileInput, DataInput | FileInput | ModuleDataInput>;
