/** Every kind of task that a reproduction runs. */
import { trainKind } from "../training/execute-train.ts";
import type { TaskTable } from "../training/task-table.ts";
import type { LabData } from "../training/training-data.ts";
import { calibrateKind } from "./calibrate.ts";
import { collapseLayersKind } from "./tasks/collapse-layers.ts";
import { largeUpdateKind } from "./tasks/large-update.ts";
import { unitSpreadKind } from "./tasks/unit-spread.ts";
import { verifyErrorVectorKind } from "./tasks/verify-error-vector.ts";

export const TASK_TABLE: TaskTable<LabData> = {
  calibrate: calibrateKind,
  train: trainKind,
  "collapse-layers": collapseLayersKind,
  "large-update": largeUpdateKind,
  "unit-spread": unitSpreadKind,
  "verify-error-vector": verifyErrorVectorKind,
};
