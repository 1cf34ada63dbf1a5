/** What the tasks that look at a trained network start from. */
import { restoreTrainer, type Trainer } from "minibatch";
import type { TrainResult, TrainTask } from "study";
import { executeTrain } from "../../training/execute-train.ts";
import type { TaskContext } from "../../training/task.ts";
import type { LabData } from "../../training/training-data.ts";

export interface TrainedNetwork {
  /** without its weights: the result is stored, they are not needed any more */
  readonly training: TrainResult;
  /** null when the training diverged; the caller disposes of it */
  readonly trainer: Trainer | null;
}

/** Runs (or resumes) the training. */
export async function trainNetwork(task: TrainTask, context: TaskContext<LabData>): Promise<TrainedNetwork> {
  const { weights, ...figures } = await executeTrain({ ...task, keepWeights: true }, context);
  const training = { ...figures, weights: null };
  if (figures.diverged !== null || weights === null) return { training, trainer: null };
  const trainer = await restoreTrainer(Buffer.from(weights, "base64"), { numerics: context.numerics });
  return { training, trainer };
}
