/** The schema of `data:` for a file of one's own. What a reader of its format takes stands beside these fields. */
import { readers, TARGET_TASKS } from "minibatch-data";
import type { FileInput } from "minibatch-data/sets";
import * as z from "zod";
import { LARGEST_SEED } from "./largest-seed.ts";
import { takesSchema } from "./library-schema.ts";
import { moduleOriginSchema } from "./module-schema.ts";
import { nameOf } from "./name-of.ts";
import { strictFields } from "./strict-fields.ts";
import { wanted } from "./wanted.ts";
import { wholeNumber } from "./whole-number.ts";

const COLUMN = wanted("the name of a column");
const column = z.string(COLUMN).min(1, COLUMN);
const PATH = wanted("a path, from the experiment's folder");
const path = z.string(PATH).min(1, PATH);
const SHARE = wanted("a share below 1, or a whole number of rows");
const share = z
  .number(SHARE)
  .min(0, SHARE)
  .refine((value) => value < 1 || Number.isSafeInteger(value), SHARE);

const splitSchema = strictFields("a split", {
  validation: share.optional().describe("Share of the rows that validate (below 1), or their number. Default 0.2."),
  test: share.optional().describe("Share of the rows that are tested, or their number. Default 0.2."),
  stratify: z
    .boolean(wanted("true or false"))
    .optional()
    .describe("Every class gives its share. Default true for classes and binary where rows are split no other way."),
  group: column.nullable().optional().describe("Rows with the same value in this column stay together."),
  order: column
    .nullable()
    .optional()
    .describe("The last rows by this column are tested, those before them validate: for what is told by time."),
  column: column.nullable().optional().describe("A column that says train, validation or test for each row."),
  files: strictFields("the files of a split", {
    validation: path.optional().describe("A file of the same columns, whose rows validate."),
    test: path.optional().describe("A file of the same columns, whose rows are tested."),
  })
    .nullable()
    .optional()
    .describe("Other files of the same columns: { validation: v.csv, test: t.csv }."),
  folds: wholeNumber(2, 1000).nullable().optional().describe("Set by repeats: { folds: 5 }."),
  seed: wholeNumber(0, LARGEST_SEED)
    .nullable()
    .optional()
    .describe("Draws the split. Default null: each trial's own seed draws it; of folds, the experiment's."),
});

const numberOfEach = z.object({ train: z.number(), validation: z.number(), test: z.number() });

const foundSchema = z.strictObject({
  sha256: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
  bytes: z.number().min(0),
  rows: z.int().min(1),
  columns: z.array(
    z.strictObject({
      name: z.string(),
      type: z.enum(["number", "category", "array"]),
      missing: z.int().min(0),
      levels: z.int().min(0).optional(),
      shape: z.array(z.int().min(1)).optional(),
    }),
  ),
  classes: z.array(z.string()),
  splitRows: numberOfEach.nullable(),
});

/** Options of all formats; one that several have takes what any of them takes. Each reader checks its own. */
function readerFields(): Record<string, z.ZodType> {
  const fields = new Map<string, { readonly formats: string[]; readonly says: string; readonly takes: z.ZodType[] }>();
  for (const { name, fields: own } of readers) {
    for (const [option, { takes, says }] of Object.entries(own)) {
      const found = fields.get(option) ?? { formats: [], says, takes: [] };
      fields.set(option, found);
      found.formats.push(name);
      found.takes.push(takesSchema(takes));
    }
  }
  return Object.fromEntries(
    [...fields].map(([option, { formats, says, takes }]) => {
      const [one, ...more] = takes as [z.ZodType, ...z.ZodType[]];
      const schema = more.length === 0 ? one : z.union([one, ...more]);
      return [option, schema.optional().describe(`Of ${formats.join(", ")}: ${says}`)];
    }),
  );
}

export const fileSchema: z.ZodType<FileInput, FileInput> = strictFields("the data of a file", {
  file: path.describe("A file, or a folder of pictures: its path from the experiment's folder."),
  format: nameOf(readers.map(({ name }) => name))
    .optional()
    .describe("How the file is read. Default: what its ending, or its bytes, say."),
  target: z
    .union([column, z.array(column, COLUMN).min(1, COLUMN)], wanted("a column, or a list of columns"))
    .describe("What is to be told of a row: a column, or several."),
  task: nameOf(TARGET_TASKS)
    .optional()
    .describe(
      "What is asked of a row. Default: texts, or few whole numbers, are classes; two of them binary; other numbers " +
        "regression.",
    ),
  ignore: z.array(column, wanted("a list of columns")).optional().describe("Columns that are no inputs. Default none."),
  weights: column
    .optional()
    .describe(
      "A column that says how much each row counts, in training and in its losses and accuracies. Default: all alike.",
    ),
  types: z
    .record(z.string(), nameOf(["number", "category"]), wanted("a map from columns to number or category"))
    .optional()
    .describe("What columns hold, where their cells do not say it: { year: category }."),
  split: splitSchema.optional().describe("Which rows validate and are tested. Default 0.2 and 0.2."),
  found: z
    .looseObject({})
    .refine((found) => foundSchema.safeParse(found).success, {
      error: "is not what minibatch writes there: leave it out; it is found in the file",
    })
    .optional()
    .describe("What the file was found to hold when the experiment began. Filled in; leave it out."),
  from: moduleOriginSchema.optional(),
  ...readerFields(),
}) as unknown as z.ZodType<FileInput, FileInput>;
