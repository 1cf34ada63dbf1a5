/** What the store keeps of a finished task besides its result. Pure. */
import type { Json, ObjectiveSpec, Task, TrainResult } from "study";
import type { TrialOutcome } from "../store/store.ts";
import { trainingOf } from "../training/plan-forks.ts";
import { judgeFigures, metricsOf, NO_FIGURE } from "./trial-figures.ts";

export interface TaskEnd {
  readonly result: Json;
  /** time its worker spent on it in this attempt */
  readonly seconds: number;
  /** of the training; null where nothing was trained */
  readonly weights: Uint8Array | null;
}

/** A task that trains, or looks at what it trained, has that training's figures; one that diverged counts as failed, with its diagnosis. */
export function describeOutcome(
  task: Task,
  { result, seconds, weights }: TaskEnd,
  objective: ObjectiveSpec,
): TrialOutcome {
  const training = trainResultOf(task, result);
  const epochs = training?.epochs ?? [];
  const diagnosis = training?.diverged ?? null;
  return {
    status: diagnosis === null ? "finished" : "failed",
    epochs: training === null ? 1 : epochs.length,
    metrics: metricsOf(epochs),
    ...(diagnosis === null ? judgeFigures(epochs, objective) : NO_FIGURE),
    test: training?.test ?? null,
    seconds,
    diagnosis,
    weights,
    checkpoint: null,
    result,
  };
}

/** The casts are sound: a kind's results have one shape, and those of kinds that look at a training carry it. */
function trainResultOf(task: Task, result: unknown): TrainResult | null {
  if (trainingOf(task) === null) return null;
  return task.kind === "train" ? (result as TrainResult) : (result as { readonly training: TrainResult }).training;
}
