/** What a worker thread of a reproduction runs. */
import { wideVectors } from "minibatch/node";
import { serveTasks } from "../training/serve-tasks.ts";
import { TASK_TABLE } from "./task-table.ts";

// as the main thread found
await wideVectors();
serveTasks(TASK_TABLE);
