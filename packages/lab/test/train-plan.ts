/**
 * Trains a plan in a process of its own, so that a test can kill it: `train-plan.ts DIR WORKERS TASKS_JSON`; prints the
 * results.
 */
import type { TrainTask } from "study";
import { runPlan } from "../src/runner/task-plan/run-plan.ts";
import { startPool } from "../src/training/thread-pool.ts";
import { openTaskPlan } from "./open-task-plan.ts";
import { drawSmallLabData } from "./small-lab-data.ts";

const [directory, workers, json] = process.argv.slice(2) as [string, string, string];
const pool = startPool({
  count: Number(workers),
  entry: new URL("./training-worker.ts", import.meta.url),
  setup: { data: drawSmallLabData(), numerics: "strict" },
});
const tasks = JSON.parse(json) as TrainTask[];
const { store, plan } = await openTaskPlan(directory, tasks);
const results = await runPlan({
  ...{ plan, pool, sections: [tasks] },
  events: { onStart() {}, onProgress() {}, onFinish() {} },
  estimateSeconds: (task) => (task as TrainTask).epochs,
  signal: new AbortController().signal,
});
await pool.close();
await store.close();
process.stdout.write(JSON.stringify(Object.fromEntries(results)));
