/**
 * From how an attempt went to what the store keeps of it: the one function for trainings, for other tasks and for
 * failures. Pure.
 */
import type { Json, ObjectiveSpec, Task, TrainEpoch, TrainResult } from "study";
import type { TrialOutcome } from "../store/store.ts";
import { trainingOf } from "../training/plan-forks.ts";
import { decodeTrainingCheckpoint, type TrainingCheckpoint } from "../training/training-checkpoint.ts";
import type { AttemptCourse } from "./attempt-course.ts";
import { describeOwnOutcome } from "./own-outcome.ts";
import { judgeFigures, metricsOf, NO_FIGURE } from "./trial-figures.ts";

/**
 * A task that trains, or looks at what it trained, has that training's figures; one that diverged has failed, with its
 * diagnosis.
 */
export function describeOutcome(course: AttemptCourse, objective: ObjectiveSpec): TrialOutcome {
  if (course.task?.kind === "own-training") return describeOwnOutcome(course, objective);
  if (course.kind === "done") return describeDone(course.task, course.result, course.weights, objective);
  const { epochs, seconds } = readCheckpoint(course);
  const figures = figuresOf(epochs);
  if (course.kind === "paused") {
    return { ...figures, status: "paused", ...judgeFigures(epochs, objective), seconds, checkpoint: course.checkpoint };
  }
  return { ...figures, status: "failed", seconds, diagnosis: course.diagnosis };
}

function describeDone(task: Task, result: unknown, weights: Uint8Array | null, objective: ObjectiveSpec): TrialOutcome {
  const training = trainResultOf(task, result);
  if (training === null) return { ...figuresOf([]), status: "finished", epochs: 1 };
  const { epochs, test, seconds, diverged, pruned } = training;
  return {
    ...figuresOf(epochs),
    status: diverged !== null ? "failed" : pruned !== null ? "pruned" : "finished",
    ...(diverged === null ? judgeFigures(epochs, objective) : NO_FIGURE),
    test,
    seconds,
    diagnosis: diverged ?? pruned,
    weights,
    result: resultOf(training),
  };
}

/** What opens the weights again where the rows decided of it, and what the doctor found; null for neither. */
function resultOf({ prepared, findings }: TrainResult): Json | null {
  if (prepared === undefined && findings === undefined) return null;
  return { ...prepared, ...(findings !== undefined && { findings }) } as unknown as Json;
}

/** What a source adds is `result`, where the store keeps it as it is. */
function figuresOf(epochs: readonly TrainEpoch[]): Omit<TrialOutcome, "status"> {
  return {
    epochs: epochs.length,
    metrics: metricsOf(epochs),
    ...NO_FIGURE,
    test: null,
    seconds: 0,
    diagnosis: null,
    weights: null,
    checkpoint: null,
    result: null,
  };
}

/** Only trainings have checkpoints that can be read here. */
function readCheckpoint(course: Exclude<AttemptCourse, { readonly kind: "done" }>): TrainingCheckpoint {
  const { task, checkpoint } = course;
  const isTraining = task !== null && trainingOf(task) !== null;
  if (checkpoint === null || !isTraining) return { trainer: new Uint8Array(), epochs: [], seconds: 0 };
  return decodeTrainingCheckpoint(checkpoint);
}

/** The casts are sound: a kind's results have one shape, and those of kinds that look at a training carry it. */
function trainResultOf(task: Task, result: unknown): TrainResult | null {
  if (trainingOf(task) === null) return null;
  return task.kind === "train" ? (result as TrainResult) : (result as { readonly training: TrainResult }).training;
}
