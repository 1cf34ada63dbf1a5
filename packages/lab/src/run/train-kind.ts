/** A training as a kind of task. */
import { estimateTraining } from "./estimate-training.ts";
import { executeTrain } from "./execute-train.ts";
import { defineTaskKind, type TaskKind } from "./task-table.ts";
import type { LabData } from "./training-data.ts";

export const trainKind: TaskKind<LabData> = defineTaskKind({
  kind: "train",
  estimateSeconds: estimateTraining,
  execute: executeTrain,
});
