/** The one schema of what a user writes: files are checked by it, and editors know it as JSON Schema. */
import type { FileInput, OpenData } from "minibatch-data/sets";
import * as z from "zod";
import type { ExperimentInput } from "../experiment-input.ts";
import type { NetworkExperimentSpec } from "../spec.ts";
import { commonFields, MOST_REPEATS, type OpenCommon } from "./common-fields.ts";
import { dataSchema } from "./data-schema.ts";
import { modelSchema } from "./model-schema.ts";
import { type OpenObjective, objectiveSchema } from "./objective-schema.ts";
import { optimizerSchema } from "./optimizer-schema.ts";
import { preprocessingSchema } from "./preprocessing-schema.ts";
import { type OpenStart, startSchema } from "./start-schema.ts";
import { strictFields } from "./strict-fields.ts";
import { type OpenTraining, trainingSchema } from "./training-schema.ts";
import { wholeNumber } from "./whole-number.ts";

/** An experiment with the defaults that depend on nothing else; parameters still as they were written. */
export interface OpenExperiment
  extends Omit<OpenCommon, "repeats">,
    Pick<NetworkExperimentSpec, "model" | "optimizer"> {
  /** of a file perhaps without what it was found to hold */
  readonly data: OpenData | FileInput;
  readonly training: OpenTraining;
  readonly repeats: number | { readonly folds: number };
  readonly preprocessing?: NetworkExperimentSpec["preprocessing"] | undefined;
  readonly objective?: OpenObjective | undefined;
  readonly start?: OpenStart | null | undefined;
}

const MOST_FOLDS = 1_000;

export const experimentSchema: z.ZodType<OpenExperiment, ExperimentInput> = strictFields("an experiment", {
  $schema: commonFields.$schema,
  name: commonFields.name,
  description: commonFields.description,
  data: dataSchema,
  preprocessing: preprocessingSchema.optional(),
  model: modelSchema,
  optimizer: optimizerSchema,
  training: trainingSchema.prefault({}).describe("How long is trained, and what is measured."),
  start: startSchema
    .nullable()
    .optional()
    .describe("A trained network whose tensors training begins with. Default null: all are drawn."),
  numerics: commonFields.numerics,
  parameters: commonFields.parameters,
  search: commonFields.search,
  pruning: commonFields.pruning,
  repeats: z
    .union([
      wholeNumber(1, MOST_REPEATS),
      strictFields("repeats", { folds: wholeNumber(2, MOST_FOLDS).describe("Parts of a file's rows.") }),
    ])
    .default(1)
    .describe(
      "Trainings of each configuration, at seed, seed + 1, ...: repeat r has the same seed everywhere. Of a file " +
        "also { folds: 5 }: its rows in five parts, which validate in turn. Default 1.",
    ),
  seed: commonFields.seed,
  objective: objectiveSchema
    .optional()
    .describe(
      "What is judged. Default validation-accuracy after the last epoch, or validation-loss where some trial's " +
        "loss has no accuracy; of the training split where some trial does not validate and that one is evaluated.",
    ),
  threshold: commonFields.threshold,
  kind: commonFields.kind,
}) as unknown as z.ZodType<OpenExperiment, ExperimentInput>;
