/** Trains a plan in a process of its own, so that a test can kill it: `train-plan.ts DIR WORKERS TASKS_JSON`; prints the results. */
import { openRunStore } from "../src/run/run-store.ts";
import { runTasks } from "../src/run/run-tasks.ts";
import type { TrainTask } from "../src/run/train-task.ts";
import { startPool } from "../src/run/worker-pool.ts";
import { drawSmallLabData } from "./small-lab-data.ts";

const [directory, workers, tasks] = process.argv.slice(2) as [string, string, string];
const pool = startPool({
  count: Number(workers),
  entry: new URL("./training-worker.ts", import.meta.url),
  data: drawSmallLabData(),
  numerics: "strict",
});
const results = await runTasks(JSON.parse(tasks) as TrainTask[], {
  pool,
  store: openRunStore(directory, { numerics: "strict", kernels: "fits", data: {}, version: "test" }),
  events: { onStart() {}, onProgress() {}, onFinish() {} },
  estimateSeconds: (task) => (task as TrainTask).epochs,
  signal: new AbortController().signal,
});
await pool.close();
process.stdout.write(JSON.stringify(Object.fromEntries(results)));
