/** What a worker thread of a sweep runs: trainings, and nothing else. */
import { trainKind } from "./execute-train.ts";
import { ownTrainingKind } from "./own/execute-own.ts";
import { serveTasks } from "./serve-tasks.ts";

serveTasks({ train: trainKind, "own-training": ownTrainingKind });
