/** The one schema of what a user writes: files are checked by it, and editors know it as JSON Schema. */
import type { FileInput, OpenData } from "minibatch-data/sets";
import * as z from "zod";
import type { ExperimentInput, ParameterInput } from "../experiment-input.ts";
import type { ExperimentSpec } from "../spec.ts";
import { dataSchema } from "./data-schema.ts";
import { LARGEST_SEED } from "./largest-seed.ts";
import { modelSchema } from "./model-schema.ts";
import { nameOf } from "./name-of.ts";
import { type OpenObjective, objectiveSchema } from "./objective-schema.ts";
import { optimizerSchema } from "./optimizer-schema.ts";
import { parameterSchema } from "./parameter-schema.ts";
import { preprocessingSchema } from "./preprocessing-schema.ts";
import { type OpenPruning, pruningSchema } from "./pruning-schema.ts";
import { type OpenSearch, searchSchema } from "./search-schema.ts";
import { strictFields } from "./strict-fields.ts";
import { type OpenTraining, trainingSchema } from "./training-schema.ts";
import { wanted } from "./wanted.ts";
import { wholeNumber } from "./whole-number.ts";

/** What is completed after the form was checked. */
type Open =
  | ("kind" | "data" | "preprocessing" | "training" | "parameters")
  | ("search" | "pruning" | "repeats" | "objective");

/** An experiment with the defaults that depend on nothing else; parameters still as they were written. */
export interface OpenExperiment
  extends Omit<ExperimentSpec, Open>,
    Pick<ExperimentInput, "$schema" | "kind"> {
  /** of a file perhaps without what it was found to hold */
  readonly data: OpenData | FileInput;
  readonly training: OpenTraining;
  readonly parameters: Readonly<Record<string, ParameterInput>>;
  readonly search: OpenSearch;
  readonly pruning: OpenPruning;
  readonly repeats: number | { readonly folds: number };
  readonly preprocessing?: ExperimentSpec["preprocessing"] | undefined;
  readonly objective?: OpenObjective | undefined;
}

const NAME = wanted("a name of at most 100 letters, digits, ., _ and -, beginning with a letter or digit");
const PARAMETER_NAME = wanted("a parameter's name: letters, digits, ., _, -, [ and ], beginning with a letter");
const MOST_REPEATS = 100_000;
const MOST_FOLDS = 1_000;

export const experimentSchema: z.ZodType<OpenExperiment, ExperimentInput> = strictFields("an experiment", {
  $schema: z.string(wanted("the path of a JSON Schema")).optional().describe("For editors: where this schema lies."),
  name: z
    .string(NAME)
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, NAME)
    .describe("Letters, digits, ., _ and -: its name in the store, on the command line and in file names."),
  description: z.string(wanted("a text")).default("").describe("What it is about, for the report. Default empty."),
  data: dataSchema,
  preprocessing: preprocessingSchema.optional(),
  model: modelSchema,
  optimizer: optimizerSchema,
  training: trainingSchema.prefault({}).describe("How long is trained, and what is measured."),
  numerics: nameOf(["fast", "strict"])
    .default("fast")
    .describe("strict gives the same bits on every machine, at some cost. Default fast."),
  parameters: z
    .record(
      z.string().regex(/^[A-Za-z][\w.[\]-]{0,99}$/, PARAMETER_NAME),
      parameterSchema,
      wanted("a map from names of parameters to their values"),
    )
    .default({})
    .describe("What is varied, and between which values. Default nothing: a single configuration."),
  search: searchSchema.prefault("grid").describe("Which points are tried. Default grid: every combination."),
  pruning: pruningSchema.prefault("none").describe("Which trainings are ended before their last epoch. Default none."),
  repeats: z
    .union([
      wholeNumber(1, MOST_REPEATS),
      strictFields("repeats", { folds: wholeNumber(2, MOST_FOLDS).describe("Parts of a file's rows.") }),
    ])
    .default(1)
    .describe(
      "Trainings of each configuration, at seed, seed + 1, ...: repeat r has the same seed everywhere. Of a file also { folds: 5 }: its rows in five parts, which validate in turn. Default 1.",
    ),
  seed: wholeNumber(0, LARGEST_SEED)
    .default(1)
    .describe("Draws initial weights, batch order, splits without a seed of their own, and random points. Default 1."),
  objective: objectiveSchema
    .optional()
    .describe(
      "What is judged. Default validation-accuracy after the last epoch, or validation-loss where some trial's loss has no accuracy; of the training split where some trial does not validate and that one is evaluated.",
    ),
  threshold: z
    .number(wanted("a finite number or null"))
    .nullable()
    .default(null)
    .describe("The report tells in which epoch the objective's metric reaches it. Default null: none."),
  kind: nameOf(["sweep"]).optional().describe("What a complete experiment says of itself. May be left out."),
});
