/** What a worker thread of a reproduction runs. */
import { serveTasks } from "../training/serve-tasks.ts";
import { TASK_TABLE } from "./task-table.ts";

serveTasks(TASK_TABLE);
