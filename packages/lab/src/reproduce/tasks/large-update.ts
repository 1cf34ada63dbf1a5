/** Trains, then tells what one update of a multiple of the usual size leaves of the accuracy. */
import { createTrainer, type Dataset, DivergedError, type Trainer } from "minibatch";
import { sliceRows } from "minibatch-data/sets";
import type { Task, TrainResult, TrainTask } from "study";
import { mean } from "study/statistics";
import { estimateTraining } from "../../training/estimate-training.ts";
import type { TaskContext } from "../../training/task.ts";
import { defineTaskKind, type TaskKind } from "../../training/task-table.ts";
import { type LabData, openTrainingData } from "../../training/training-data.ts";
import { trainNetwork } from "./trained-network.ts";

export interface LargeUpdateTask extends Task {
  readonly kind: "large-update";
  /**
   * carries this task's id; its optimizer keeps no state (plain SGD), so that weights alone are the start of an update
   */
  readonly training: TrainTask;
  /** factors on the learning rate of the one update; 1 is the usual size */
  readonly factors: readonly number[];
  /**
   * the update is made with each of the first so many batches of the training rows, every time from the trained weights
   */
  readonly batches: number;
}

export interface LargeUpdateResult {
  readonly training: TrainResult;
  /** validation accuracy of the trained network */
  readonly before: number;
  /** per factor: mean validation accuracy after the one update; 0 where it made the network non-finite */
  readonly after: readonly number[];
}

export const largeUpdateKind: TaskKind<LabData> = defineTaskKind({
  kind: "large-update",
  estimateSeconds: (task: LargeUpdateTask, speed) => {
    const evaluations = { ...task.training, epochs: 1, data: evaluationOnly(task) };
    return (
      estimateTraining(task.training, speed) + task.factors.length * task.batches * estimateTraining(evaluations, speed)
    );
  },
  execute: executeLargeUpdate,
});

/** One batch and one evaluation: what one update costs. */
function evaluationOnly({ training }: LargeUpdateTask): TrainTask["data"] {
  return training.data.set === "mnist" ? { ...training.data, trainRows: training.batchSize } : training.data;
}

async function executeLargeUpdate(task: LargeUpdateTask, context: TaskContext<LabData>): Promise<LargeUpdateResult> {
  const { training, trainer } = await trainNetwork(task.training, context);
  // a diverged training has no accuracy to lose; its judge refuses it
  if (trainer === null) return { training, before: 0, after: task.factors.map(() => 0) };
  using trained = trainer;
  const { train, validation } = openTrainingData(task.training.data, context.data);
  if (validation === null) throw new Error(`Cannot run ${task.id}: its data have no validation rows; it needs some`);
  const { batchSize } = task.training;
  const batches = Array.from({ length: task.batches }, (_, i) => sliceRows(train, i * batchSize, (i + 1) * batchSize));
  const after: number[] = [];
  for (const factor of task.factors) {
    after.push(await accuracyAfter(trained, factor, batches, validation, context.numerics));
  }
  return { training, before: accuracyOf(await trained.evaluate(validation)), after };
}

/** Mean over the batches of the accuracy after one update with the rate times `factor`. */
async function accuracyAfter(
  trained: Trainer,
  factor: number,
  batches: readonly Dataset[],
  validation: Dataset,
  numerics: "fast" | "strict",
): Promise<number> {
  const optimizer = { ...trained.optimizer, learningRate: factor * trained.optimizer.learningRate };
  using updated = await createTrainer({ model: trained.model, optimizer, numerics });
  const accuracies: number[] = [];
  for (const batch of batches) {
    updated.setWeights(trained.weights());
    try {
      updated.step(batch);
      accuracies.push(accuracyOf(await updated.evaluate(validation)));
    } catch (error) {
      if (!(error instanceof DivergedError)) throw error;
      accuracies.push(0);
    }
  }
  return mean(accuracies);
}

function accuracyOf({ accuracy }: { readonly accuracy: number | null }): number {
  if (accuracy === null) throw new Error("Cannot compare accuracies: the loss has none; give a classification loss");
  return accuracy;
}
