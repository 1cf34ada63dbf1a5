/** The schema of an experiment whose training is its author's own. */
import type { FileInput, OpenData } from "minibatch-data/sets";
import * as z from "zod";
import { commonFields, type OpenCommon } from "../schema/common-fields.ts";
import { dataSchema } from "../schema/data-schema.ts";
import { moduleSchema, optionsSchema } from "../schema/module-schema.ts";
import { nameOf } from "../schema/name-of.ts";
import { preprocessingSchema } from "../schema/preprocessing-schema.ts";
import { strictFields } from "../schema/strict-fields.ts";
import { wanted } from "../schema/wanted.ts";
import { wholeNumber } from "../schema/whole-number.ts";
import type { ObjectiveSpec, OwnExperimentSpec, OwnTrainingSpec } from "../spec.ts";
import type { OwnExperimentInput, OwnObjectiveInput, OwnTrainingInput } from "./own-input.ts";

/** Parameters and pruning still as they were written. */
export interface OpenOwnExperiment extends OpenCommon {
  /** of a file perhaps without what it was found to hold */
  readonly data: OpenData | FileInput | null;
  readonly preprocessing?: OwnExperimentSpec["preprocessing"] | undefined;
  readonly training: OwnTrainingSpec;
  readonly objective: OpenOwnObjective;
}

/** As it was given: the goal may be told by the metric's name. */
export type OpenOwnObjective = Pick<ObjectiveSpec, "metric"> & {
  readonly goal?: "min" | "max" | undefined;
  readonly at?: ObjectiveSpec["at"] | undefined;
};

export const ownTrainingSchema: z.ZodType<OwnTrainingSpec, OwnTrainingInput> = strictFields("a training of one's own", {
  module: moduleSchema().describe(
    "A module whose train({ parameters, seed, data, ... }) is an async generator of figures after each epoch: its " +
      "path from this file's folder.",
  ),
  options: optionsSchema().default({}).describe("Given to train as they are. Default none."),
  epochs: wholeNumber(1, 1_000_000)
    .default(1)
    .describe("How many times it gives figures, at most: an epoch each. Default 1."),
});

const METRIC_NAME = /^[A-Za-z][A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)*$/;
const METRIC = wanted("the name of a figure that the training gives: letters, digits, - and _");

function metricSchema(): z.ZodString {
  return z.string(METRIC).max(100, METRIC).regex(METRIC_NAME, METRIC);
}

const objective = strictFields("an objective", {
  metric: metricSchema().describe("A figure that the training gives after each epoch."),
  goal: nameOf(["min", "max"])
    .optional()
    .describe("Whether less or more of it is better. Default min for a name that ends in loss, max in accuracy."),
  at: nameOf(["last", "best"]).optional().describe("A trial's figure: the last epoch's (the default), or the best."),
});

const objectiveSchema: z.ZodType<OpenOwnObjective, string | OwnObjectiveInput> = z
  .union([metricSchema(), objective], wanted("a figure that the training gives: { metric: score, goal: max }"))
  .transform((given): OpenOwnObjective => (typeof given === "string" ? { metric: given } : given));

/** Whoever brings a training brings what it trains. */
function nothing(part: string): z.ZodType<null | undefined, null | undefined> {
  return z
    .null({
      error: () => `cannot be given: training.module trains here; leave ${part} out, or put it into training.options`,
    })
    .optional()
    .describe("None: the training's own.");
}

export const ownExperimentSchema: z.ZodType<OpenOwnExperiment, OwnExperimentInput> = strictFields(
  "an experiment with a training of one's own",
  {
    $schema: commonFields.$schema,
    name: commonFields.name,
    description: commonFields.description,
    data: dataSchema.nullable().default(null).describe("What train is given as data. Default null: nothing."),
    preprocessing: preprocessingSchema.optional(),
    model: nothing("model"),
    optimizer: nothing("optimizer"),
    training: ownTrainingSchema.describe("A module of one's own that trains."),
    numerics: commonFields.numerics,
    parameters: commonFields.parameters,
    search: commonFields.search,
    pruning: commonFields.pruning,
    repeats: commonFields.repeats,
    seed: commonFields.seed,
    objective: objectiveSchema.describe("What is judged: a figure that the training gives."),
    threshold: commonFields.threshold,
    kind: commonFields.kind,
  },
) as unknown as z.ZodType<OpenOwnExperiment, OwnExperimentInput>;
