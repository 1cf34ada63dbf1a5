/** How long a training will take on one worker, from its shape and the machine's speed. */
import { type ModelSpec, workOf } from "minibatch";
import { definitionOf } from "minibatch-data/sets";
import type { TrainTask } from "study";
import type { Speed } from "./task-table.ts";

/**
 * A forward pass is one product per layer, a training step three, of which the first layer's cost less: measured 2.5 to
 * 3.1 of 7.6 us a row.
 */
const FORWARD_SHARE = 0.4;

/** What a training's time is made of. */
export interface TrainingWork {
  readonly steps: number;
  /** rows times weights, an evaluated row counted as the share of a step that it costs */
  readonly rowWeights: number;
}

export function estimateTraining(task: TrainTask, speed: Speed): number {
  const { steps, rowWeights } = measureTraining(task);
  return steps * speed.secondsPerStep + rowWeights * speed.secondsPerRowWeight;
}

/** Updates of an epoch on so many rows. */
export function countUpdates(
  rows: number,
  { batchSize, optimizer }: Pick<TrainTask, "batchSize" | "optimizer">,
): number {
  return Math.ceil(Math.ceil(rows / batchSize) / (optimizer.accumulate ?? 1));
}

export function measureTraining(task: TrainTask): TrainingWork {
  const weights = countWeights(task.model);
  const { train, validation, test } = definitionOf(task.data).rows(task.data);
  const evaluated = (task.evaluateTrain ? train : 0) + validation;
  const rows = task.epochs * (train + evaluated * FORWARD_SHARE) + (task.evaluateTest ? test * FORWARD_SHARE : 0);
  return { steps: task.epochs * Math.ceil(train / task.batchSize), rowWeights: rows * weights };
}

/** Weights that are multiplied: biases cost next to nothing. */
export function countWeights(model: ModelSpec): number {
  return workOf(model).reduce((sum, work) => sum + work, 0);
}
