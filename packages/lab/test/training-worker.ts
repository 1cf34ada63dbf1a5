/**
 * A worker that trains for the runner's tests, and appends a line `<id> <epoch>` per trained epoch to the file in
 * TRAINED_EPOCHS.
 */
import { appendFileSync } from "node:fs";
import type { TrainResult, TrainTask } from "study";
import { executeTrain } from "../src/training/execute-train.ts";
import { serveTasks } from "../src/training/serve-tasks.ts";
import { defineTaskKind } from "../src/training/task-table.ts";
import type { LabData } from "../src/training/training-data.ts";

const log = process.env.TRAINED_EPOCHS!;

serveTasks({
  train: defineTaskKind<TrainTask, TrainResult, LabData>({
    kind: "train",
    estimateSeconds: (task) => task.epochs,
    execute(task, context) {
      let told: number | null = null;
      const watched: typeof context = {
        ...context,
        progress(progress) {
          // the first call says where it starts; later whole numbers are ends of epochs
          if (told !== null && Number.isInteger(progress.epoch) && progress.epoch > told) {
            appendFileSync(log, `${task.id} ${progress.epoch}\n`);
          }
          if (told === null || Number.isInteger(progress.epoch)) told = progress.epoch;
          context.progress(progress);
        },
      };
      // Often, so that a fast machine does not finish a training before its first checkpoint.
      return executeTrain(task, watched, { checkpointEveryMs: 20 });
    },
  }),
});
