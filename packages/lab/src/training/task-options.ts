/** What the library is told of a task, by all that trains one: how its trainer is made, on what its steps work. */
import type { FitOptions, ModelSpec, Numerics, OptimizerSpec, TrainerOptions } from "minibatch";
import { classWeightsOf, type TrainTask } from "study";
import { startOfTask } from "./start-file.ts";
import type { TrainingSets } from "./training-data.ts";

/** A new trainer's; `sets` has the network that the task starts from. `optimizer`: in place of the task's. */
export function trainerOptions(
  task: Pick<TrainTask, "optimizer" | "seed" | "start">,
  model: ModelSpec,
  numerics: Numerics,
  sets: TrainingSets,
  optimizer: OptimizerSpec = task.optimizer,
): TrainerOptions {
  const start = task.start === undefined ? null : startOfTask(task.start, sets);
  return { model, optimizer, seed: task.seed, numerics, ...(start !== null && { start }) };
}

/** Which rows a step works on, how they are changed, and how much each counts. */
export function stepOptions(
  task: Pick<TrainTask, "augment" | "batchSize" | "classWeights" | "data">,
): Pick<FitOptions, "augment" | "batchSize" | "classWeights"> {
  const classWeights = classWeightsOf(task);
  return {
    batchSize: task.batchSize,
    ...(classWeights !== null && { classWeights }),
    ...(task.augment !== undefined && { augment: task.augment }),
  };
}
