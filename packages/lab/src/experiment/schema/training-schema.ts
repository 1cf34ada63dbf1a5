import * as z from "zod";
import type { EarlyStoppingInput, TrainingInput } from "../experiment-input.ts";
import type { EarlyStoppingSpec, TrainingSpec } from "../spec.ts";
import { metricSchema } from "./metric-schema.ts";
import { strictFields } from "./strict-fields.ts";
import { wanted } from "./wanted.ts";
import { wholeNumber } from "./whole-number.ts";

const NOT_NEGATIVE = wanted("a finite number at least 0");

function flag(fallback: boolean, what: string) {
  return z.boolean(wanted("true or false")).default(fallback).describe(`${what} Default ${fallback}.`);
}

/** As it was given: its default depends on the data. */
type OpenStopping = Omit<EarlyStoppingSpec, "metric"> & { readonly metric?: EarlyStoppingSpec["metric"] | undefined };

const earlyStoppingSchema: z.ZodType<OpenStopping, EarlyStoppingInput> = strictFields("early stopping", {
  metric: metricSchema()
    .optional()
    .describe(
      "What must improve. It has to be measured. Default validation-loss, as Keras's EarlyStopping; train-loss where some trial does not validate and the training split is evaluated.",
    ),
  patience: wholeNumber(1).describe("A training ends after so many epochs without an improvement."),
  minDelta: z
    .number(NOT_NEGATIVE)
    .min(0, NOT_NEGATIVE)
    .default(0)
    .describe("An improvement must be larger than this. Default 0."),
  restoreBest: flag(
    true,
    "Put the weights of the best epoch, the last that counted as an improvement, back however the training ends.",
  ),
});

/** What is left open depends on the data: `batchSize`, and what early stopping watches. */
export interface OpenTraining extends Omit<TrainingSpec, "batchSize" | "earlyStopping"> {
  readonly batchSize?: number | undefined;
  readonly earlyStopping: OpenStopping | null;
}

export const trainingSchema: z.ZodType<OpenTraining, TrainingInput> = strictFields("training", {
  epochs: wholeNumber(1, 1_000_000).default(10).describe("Passes over the training split. Default 10."),
  batchSize: wholeNumber(1)
    .optional()
    .describe("Rows of an update. Default 32, as the library's and Keras's, or all rows where a trial has fewer."),
  evaluateTrain: flag(false, "Evaluate the whole training split after each epoch."),
  evaluateTest: flag(false, "Evaluate the test split once, with the network that is kept."),
  doctor: flag(false, "Measure after each epoch how many hidden units are dead or saturated."),
  earlyStopping: earlyStoppingSchema
    .nullable()
    .default(null)
    .describe("Ends a training whose metric no longer improves. Default null: none does."),
});
