/** What the plan's tasks gave, by id; read by the problems' folds and the claims' judges. */
import type { SplitRecord, TrainResult } from "study";

export type TaskResults = ReadonlyMap<string, unknown>;

/**
 * The result of a task of one's own plan. The cast is sound: an id names one task, and its kind gives the result's
 * type.
 */
export function readResult<Result>(results: TaskResults, id: string): Result {
  const result = results.get(id);
  if (result === undefined) {
    throw new Error(`Cannot read the result of ${id}: it has not run; it needs to be part of the plan that ran`);
  }
  return result as Result;
}

/** A training that may have ended in a non-finite value. */
export function readTraining(results: TaskResults, id: string): TrainResult {
  return readResult<TrainResult>(results, id);
}

/** A training that must have gone through: where a non-finite value is no answer. Throws DivergedTrainingError. */
export function readFinished(results: TaskResults, id: string): TrainResult {
  const training = readTraining(results, id);
  checkNotDiverged(training);
  return training;
}

/** A training met a non-finite value where its figures are needed. Its message carries the doctor's diagnosis. */
export class DivergedTrainingError extends Error {
  override readonly name: string = "DivergedTrainingError";
}

/** Throws DivergedTrainingError when the training met a non-finite value. */
export function checkNotDiverged({ id, diverged }: TrainResult): void {
  if (diverged === null) return;
  throw new DivergedTrainingError(`Cannot use the training ${id}: ${diverged}; it needs to stay finite to be compared`);
}

/** Validation accuracy after each epoch. */
export function validationAccuracies(training: TrainResult): number[] {
  return training.epochs.map((epoch) => splitOf(training, epoch.validation).accuracy);
}

/** Validation accuracy after the last epoch. */
export function finalValidationAccuracy(training: TrainResult): number {
  const accuracies = validationAccuracies(training);
  const last = accuracies.at(-1);
  if (last === undefined) throw new Error(`Cannot use the training ${training.id}: it has no epoch; it needs one`);
  return last;
}

/** A figure that the task asked for; throws when it is missing. */
export function figureOf<Figure>(training: TrainResult, figure: Figure | null): Figure {
  if (figure === null) {
    throw new Error(`Cannot use the training ${training.id}: a figure is missing; its task needs to ask for it`);
  }
  return figure;
}

/** A split's figures, of a loss that has an accuracy. */
export function splitOf(training: TrainResult, split: SplitRecord | null): { loss: number; accuracy: number } {
  const { loss, accuracy } = figureOf(training, split);
  return { loss, accuracy: figureOf(training, accuracy) };
}
