/** The one schema of what a user writes: files are checked by it, and editors know it as JSON Schema. */
import type * as z from "zod";
import type { ExperimentInput } from "../experiment-input.ts";
import type { NetworkExperimentSpec } from "../spec.ts";
import { commonFields, type OpenCommon } from "./common-fields.ts";
import { dataSchema } from "./data-schema.ts";
import { modelSchema } from "./model-schema.ts";
import { type OpenObjective, objectiveSchema } from "./objective-schema.ts";
import { optimizerSchema } from "./optimizer-schema.ts";
import { strictFields } from "./strict-fields.ts";
import { type OpenTraining, trainingSchema } from "./training-schema.ts";

/** An experiment with the defaults that depend on nothing else; parameters still as they were written. */
export interface OpenExperiment extends OpenCommon, Pick<NetworkExperimentSpec, "data" | "model" | "optimizer"> {
  readonly training: OpenTraining;
  readonly objective?: OpenObjective | undefined;
}

export const experimentSchema: z.ZodType<OpenExperiment, ExperimentInput> = strictFields("an experiment", {
  $schema: commonFields.$schema,
  name: commonFields.name,
  description: commonFields.description,
  data: dataSchema,
  model: modelSchema,
  optimizer: optimizerSchema,
  training: trainingSchema.prefault({}).describe("How long is trained, and what is measured."),
  numerics: commonFields.numerics,
  parameters: commonFields.parameters,
  search: commonFields.search,
  pruning: commonFields.pruning,
  repeats: commonFields.repeats,
  seed: commonFields.seed,
  objective: objectiveSchema
    .optional()
    .describe(
      "What is judged. Default validation-accuracy after the last epoch, or validation-loss where some trial's loss has no accuracy; of the training split where some trial does not validate and that one is evaluated.",
    ),
  threshold: commonFields.threshold,
  kind: commonFields.kind,
}) as unknown as z.ZodType<OpenExperiment, ExperimentInput>;
