/** A training as a kind of task. */
import { estimateTraining } from "./estimate-training.ts";
import { executeTrain } from "./execute-train.ts";
import { defineTaskKind, type TaskKind } from "./task-table.ts";
import type { TrainingSets } from "./training-data.ts";

export const trainKind: TaskKind<TrainingSets> = defineTaskKind({
  kind: "train",
  estimateSeconds: estimateTraining,
  execute: executeTrain,
});
