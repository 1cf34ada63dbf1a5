/** Defaults of a training that depend on what it is trained on: what nobody wrote must not be refused. */
import { defineAugmentations } from "minibatch";
import { relocate } from "./relocate.ts";
import type { OpenTraining } from "./schema/training-schema.ts";
import type { EarlyStoppingSpec, TrainingSpec } from "./spec.ts";
import type { TrialFacts } from "./trial-facts.ts";

/** The library's, and Keras's. */
const BATCH_SIZE = 32;

/**
 * Batches of 32 rows, or of all of them in the smallest trial: a sweep compares trainings with batches of one size.
 * Early stopping watches validation-loss; train-loss where some trial does not validate and the training split is
 * evaluated.
 */
export function completeTraining(open: OpenTraining, { fewestRows, allValidate }: TrialFacts): TrainingSpec {
  const {
    epochs,
    batchSize = Math.min(BATCH_SIZE, fewestRows),
    classWeights,
    earlyStopping,
    augment,
    ...measured
  } = open;
  const watched = allValidate || !open.evaluateTrain ? "validation-loss" : "train-loss";
  return {
    epochs,
    batchSize,
    ...measured,
    ...(classWeights !== undefined && { classWeights }),
    earlyStopping: earlyStopping === null ? null : completeStopping(earlyStopping, watched),
    ...(augment !== undefined && { augment: relocate(() => defineAugmentations("training.augment", augment)) }),
  };
}

function completeStopping(
  { metric, ...rest }: NonNullable<OpenTraining["earlyStopping"]>,
  watched: EarlyStoppingSpec["metric"],
): EarlyStoppingSpec {
  return { metric: metric ?? watched, ...rest };
}
