/** The schema of `preprocessing:`: steps in their order, or auto, from what each step says of its options. */
import { COLUMN_GROUPS, type StepInput, stepKinds, stepNames } from "minibatch-data";
import * as z from "zod";
import { fieldSchema } from "./library-schema.ts";
import { wanted } from "./wanted.ts";

const STEPS = wanted("auto, or a list of steps such as { kind: standardize, columns: [width] }");

const columns = z
  .union([z.enum(COLUMN_GROUPS), z.array(z.string())])
  .optional()
  .describe("Names, or numbers, categories, arrays, target. Default: all inputs that the step takes.");

const [first, ...others] = stepNames.map((name) => {
  const { says, fields } = stepKinds[name];
  const own = Object.entries(fields).map(([option, field]) => [option, fieldSchema(field)]);
  return z.strictObject({ kind: z.literal(name).describe(says), columns, ...Object.fromEntries(own) });
});

type Steps = "auto" | readonly (StepInput | string)[];

export const preprocessingSchema: z.ZodType<Steps, Steps> = z
  .union(
    [
      z.literal("auto"),
      z.array(z.union([z.enum(stepNames), z.discriminatedUnion("kind", [first as z.ZodObject, ...others])])),
    ],
    STEPS,
  )
  .describe(
    "How rows of a file become numbers, fitted on those trained on. auto: numbers standardized, missing ones filled " +
      "by the median and marked, categories one-hot, regression targets standardized. Default auto.",
  ) as unknown as z.ZodType<Steps, Steps>;
