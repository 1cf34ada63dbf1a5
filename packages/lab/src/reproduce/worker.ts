/** What a worker thread of the command runs. */
import { serveTasks } from "../training/serve-tasks.ts";
import { TASK_TABLE } from "./task-table.ts";

serveTasks(TASK_TABLE);
