/**
 * Runs a plan of counting tasks in a process of its own, so that a test can kill it: `run-counts.ts DIR WORKERS
 * TASKS_JSON`.
 */

import { runPlan } from "../src/runner/task-plan/run-plan.ts";
import { startPool } from "../src/training/thread-pool.ts";
import type { CountTask } from "./counting-worker.ts";
import { openTaskPlan } from "./open-task-plan.ts";

const [directory, workers, json] = process.argv.slice(2) as [string, string, string];
const pool = startPool({
  count: Number(workers),
  entry: new URL("./counting-worker.ts", import.meta.url),
  setup: { data: { step: 12345 }, numerics: "strict" },
});
const tasks = JSON.parse(json) as CountTask[];
const { store, plan } = await openTaskPlan(directory, tasks);
const results = await runPlan({
  ...{ plan, pool, sections: [tasks] },
  events: { onStart() {}, onProgress() {}, onFinish() {} },
  estimateSeconds: (task) => (task as CountTask).epochs,
  signal: new AbortController().signal,
});
await pool.close();
await store.close();
process.stdout.write(JSON.stringify(Object.fromEntries(results)));
