/** Trains, then tells how far the units of each hidden layer are from being copies of one another. */
import type { NamedTensor } from "minibatch";
import type { Task, TrainResult, TrainTask } from "study";
import { estimateTraining } from "../../training/estimate-training.ts";
import type { TaskContext } from "../../training/task.ts";
import { defineTaskKind, type TaskKind } from "../../training/task-table.ts";
import type { LabData } from "../../training/training-data.ts";
import { trainNetwork } from "./trained-network.ts";

export interface UnitSpreadTask extends Task {
  readonly kind: "unit-spread";
  /** carries this task's id */
  readonly training: TrainTask;
}

export interface UnitSpreadResult extends UnitSpread {
  readonly training: TrainResult;
}

export interface UnitSpread {
  /** the largest difference of two units' weights from the same input, over the hidden layers */
  readonly spread: number;
  /** the largest magnitude of the hidden layers' weights, to compare the spread with */
  readonly largestWeight: number;
}

export const unitSpreadKind: TaskKind<LabData> = defineTaskKind({
  kind: "unit-spread",
  estimateSeconds: ({ training }: UnitSpreadTask, speed) => estimateTraining(training, speed),
  execute: executeUnitSpread,
});

async function executeUnitSpread(task: UnitSpreadTask, context: TaskContext<LabData>): Promise<UnitSpreadResult> {
  const { training, trainer } = await trainNetwork(task.training, context);
  // a diverged training has no weights to look at; its judge refuses it
  if (trainer === null) return { training, spread: 0, largestWeight: 0 };
  using trained = trainer;
  return { training, ...measureSpread(trained.weights()) };
}

/** Over every weight matrix but the last, whose units differ because their labels do. */
export function measureSpread(tensors: readonly NamedTensor[]): UnitSpread {
  let spread = 0;
  let largestWeight = 0;
  const matrices = tensors.filter((tensor) => tensor.name.endsWith(".weights"));
  for (const { shape, values } of matrices.slice(0, -1)) {
    const units = shape[1]!;
    for (let from = 0; from < values.length; from += units) {
      let low = values[from]!;
      let high = low;
      for (let unit = 1; unit < units; unit++) {
        low = Math.min(low, values[from + unit]!);
        high = Math.max(high, values[from + unit]!);
      }
      spread = Math.max(spread, high - low);
      largestWeight = Math.max(largestWeight, high, -low);
    }
  }
  return { spread, largestWeight };
}
