/** The work of a trial's training, estimated beforehand. */
import { buildTask, type ExperimentSpec, type Point } from "study";
import { measureTraining, type TrainingWork } from "../training/estimate-training.ts";

const UNKNOWN: TrainingWork = { steps: 1, rowWeights: 1 };

/** 0 for a trial whose description is invalid: it fails at once. */
export function measureTrial(spec: ExperimentSpec, parameters: Point, seed: number): TrainingWork {
  try {
    const task = buildTask(spec, parameters, seed, "");
    // of a training of one's own nothing is known but how many epochs it has
    return task.kind === "train" ? measureTraining(task) : { steps: task.epochs, rowWeights: 0 };
  } catch {
    return UNKNOWN;
  }
}

export function meanWork(works: readonly TrainingWork[]): TrainingWork {
  const mean = (figure: (work: TrainingWork) => number): number =>
    works.reduce((sum, work) => sum + figure(work), 0) / Math.max(1, works.length);
  return { steps: mean(({ steps }) => steps), rowWeights: mean(({ rowWeights }) => rowWeights) };
}
