/** Runs a plan of counting tasks in a process of its own, so that a test can kill it: `run-counts.ts DIR WORKERS TASKS_JSON`. */
import { openRunStore } from "../src/run/run-store.ts";
import { runTasks } from "../src/run/run-tasks.ts";
import { startPool } from "../src/run/worker-pool.ts";
import type { CountTask } from "./counting-worker.ts";

const [directory, workers, tasks] = process.argv.slice(2) as [string, string, string];
const pool = startPool({
  count: Number(workers),
  entry: new URL("./counting-worker.ts", import.meta.url),
  data: { step: 12345 },
  numerics: "strict",
});
const results = await runTasks(JSON.parse(tasks) as CountTask[], {
  pool,
  store: openRunStore(directory, { numerics: "strict", kernels: "counts", data: {}, version: "test" }),
  events: { onStart() {}, onProgress() {}, onFinish() {} },
  estimateSeconds: (task) => (task as CountTask).epochs,
  signal: new AbortController().signal,
});
await pool.close();
process.stdout.write(JSON.stringify(Object.fromEntries(results)));
