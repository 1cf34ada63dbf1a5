/** What a worker thread of a sweep runs: trainings, and nothing else. */
import { wideVectors } from "minibatch/node";
import { trainKind } from "./execute-train.ts";
import { ownTrainingKind } from "./own/execute-own.ts";
import { serveTasks } from "./serve-tasks.ts";

// as the main thread found
await wideVectors();
serveTasks({ train: trainKind, "own-training": ownTrainingKind });
