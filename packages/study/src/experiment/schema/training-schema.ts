import type { AugmentationInput } from "minibatch";
import type { FieldDescription } from "minibatch/describe";
import * as z from "zod";
import type { EarlyStoppingInput, TrainingInput } from "../experiment-input.ts";
import type { ClassWeightsSpec, EarlyStoppingSpec, TrainingSpec } from "../spec.ts";
import { LIBRARY, takesSchema, tellDefault } from "./library-schema.ts";
import { metricSchema } from "./metric-schema.ts";
import { strictFields } from "./strict-fields.ts";
import { wanted } from "./wanted.ts";
import { wholeNumber } from "./whole-number.ts";

const { fit, earlyStopping } = LIBRARY;

/** An option that is handed to the library: it takes what it takes there. */
function optionSchema<T>({ takes }: FieldDescription): z.ZodType<T, T> {
  return takesSchema(takes) as z.ZodType<T, T>;
}

/** One that has a default there, which is ours. */
function defaultSchema<T extends number | boolean>(field: FieldDescription, says: string) {
  return optionSchema<T>(field)
    .default(field.fallback as z.core.util.NoUndefined<T>)
    .describe(`${says} ${tellDefault(field)}`);
}

/** As it was given: its default depends on the data. */
type OpenStopping = Omit<EarlyStoppingSpec, "metric"> & { readonly metric?: EarlyStoppingSpec["metric"] | undefined };

const earlyStoppingSchema: z.ZodType<OpenStopping, EarlyStoppingInput> = strictFields("early stopping", {
  metric: metricSchema()
    .optional()
    .describe(
      "What must improve. It has to be measured. Default validation-loss, as Keras's EarlyStopping; train-loss " +
        "where some trial does not validate and the training split is evaluated.",
    ),
  patience: optionSchema<number>(earlyStopping.patience).describe(
    "A training ends after so many epochs without an improvement.",
  ),
  minDelta: defaultSchema<number>(earlyStopping.minDelta, "An improvement must be larger than this."),
  restoreBest: defaultSchema<boolean>(
    earlyStopping.restoreBest,
    "Put the weights of the best epoch, the last that counted as an improvement, back however the training ends.",
  ),
});

const WEIGHTS = wanted("balanced, a list of a number for each class, or an object of numbers by class");
const weight = z.number(WEIGHTS).min(0, WEIGHTS);

const classWeightsSchema = z.union(
  [z.literal("balanced"), z.array(weight, WEIGHTS).min(1, WEIGHTS), z.record(z.string(), weight, WEIGHTS)],
  WEIGHTS,
) as unknown as z.ZodType<ClassWeightsSpec, ClassWeightsSpec>;

/** What is left open depends on the data: `batchSize`, and what early stopping watches. */
export interface OpenTraining extends Omit<TrainingSpec, "augment" | "batchSize" | "classWeights" | "earlyStopping"> {
  readonly batchSize?: number | undefined;
  readonly classWeights?: ClassWeightsSpec | undefined;
  readonly earlyStopping: OpenStopping | null;
  readonly augment?: readonly AugmentationInput[] | undefined;
}

export const trainingSchema: z.ZodType<OpenTraining, TrainingInput> = strictFields("training", {
  epochs: wholeNumber(1, 1_000_000).default(10).describe("Passes over the training split. Default 10."),
  batchSize: optionSchema<number>(fit.batchSize)
    .optional()
    .describe("Rows of an update. Default 32, as the library's and Keras's, or all rows where a trial has fewer."),
  evaluateTrain: defaultSchema<boolean>(fit.evaluateTrain, "Evaluate the whole training split after each epoch."),
  evaluateTest: z
    .boolean(wanted("true or false"))
    .default(false)
    .describe("Evaluate the test split once, with the network that is kept. Default false."),
  doctor: defaultSchema<boolean>(fit.doctor, "Measure after each epoch how many hidden units are dead or saturated."),
  classWeights: classWeightsSchema
    .optional()
    .describe(
      "How much the training rows of each class count: balanced, each class as much as each other; a list of a number " +
        "for each; or an object by their names or numbers, { setosa: 5 }, in which the others count 1. Figures are " +
        "measured without them. Default: all alike.",
    ),
  earlyStopping: earlyStoppingSchema
    .nullable()
    .default(null)
    .describe("Ends a training whose metric no longer improves. Default null: none does."),
  augment: optionSchema<readonly AugmentationInput[]>(fit.augment)
    .optional()
    .describe("How pictures are changed at random before each step, in this order. Default: not at all."),
});
