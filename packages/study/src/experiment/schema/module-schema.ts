/** What names a module of one's own, and what it is given. */
import * as z from "zod";
import type { Json } from "../../json/json.ts";
import type { ModuleDataInput, ModuleOrigin, OpenModuleData } from "./module-input.ts";
import { strictFields } from "./strict-fields.ts";
import { wanted } from "./wanted.ts";

type Options = Readonly<Record<string, Json>>;

const MODULE = wanted(
  "the path of a .ts, .mts, .js or .mjs file from the experiment's folder, which it does not leave, such as " +
    "./my-training.ts",
);

/** Names with `/` between them, none of which is `.` or `..`. */
const MODULE_PATH = /^(?:\.\/)?(?!\.{1,2}\/)[^/\\:]+(?:\/(?!\.{1,2}\/)[^/\\:]+)*\.(?:ts|mts|js|mjs)$/;

/** With or without `./` in front. */
export function moduleSchema(): z.ZodType<string, string> {
  return z
    .string(MODULE)
    .regex(MODULE_PATH, MODULE)
    .transform((path) => (path.startsWith("./") ? path : `./${path}`));
}

/** Given to the module as they are. */
export function optionsSchema(): z.ZodType<Options, Readonly<Record<string, unknown>>> {
  return z.record(z.string(), z.unknown(), wanted("an object")) as unknown as z.ZodType<
    Options,
    Readonly<Record<string, unknown>>
  >;
}

/** What it shares with a file is checked as a file's, when its rows are there. */
const asOfFile = z.unknown().optional();

export const moduleDataSchema: z.ZodType<OpenModuleData, ModuleDataInput> = strictFields("the data of a module", {
  module: moduleSchema().describe(
    "A module whose load(options) gives the rows: { train, validation, test }. Its path from this file's folder.",
  ),
  options: optionsSchema().default({}).describe("Given to load as they are. Default none."),
  target: asOfFile.describe("A column, or several. Default: those of y, where it gives { x, y }."),
  task: asOfFile.describe("As of a file."),
  ignore: asOfFile.describe("As of a file."),
  types: asOfFile.describe("As of a file."),
  split: asOfFile.describe("As of a file, where the module gives no splits of its own."),
}) as unknown as z.ZodType<OpenModuleData, ModuleDataInput>;

export const moduleOriginSchema: z.ZodType<ModuleOrigin, ModuleOrigin> = strictFields("the origin of rows", {
  module: moduleSchema().describe("Its path from the experiment's folder."),
  options: optionsSchema().describe("What load was given."),
  sha256: z
    .record(z.string(), z.string().regex(/^[0-9a-f]{64}$/))
    .describe("Of the module and of all that it imports by a relative path, by their paths."),
}).describe("The module that gave the rows. Filled in.") as unknown as z.ZodType<ModuleOrigin, ModuleOrigin>;
