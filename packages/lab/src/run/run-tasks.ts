/** Runs a plan: what is in the store is taken from it, the rest is trained on the pool, longest first. */
import type { RunStore } from "./run-store.ts";
import type { Task, TaskProgress } from "./task.ts";
import type { WorkerPool } from "./worker-pool.ts";

export interface RunEvents {
  /** `slot` is the worker's number; `resumed` says whether it goes on from a checkpoint */
  onStart(slot: number, task: Task, resumed: boolean): void;
  onProgress(slot: number, task: Task, progress: TaskProgress): void;
  onFinish(slot: number, task: Task, result: unknown): void;
}

export interface RunTasksOptions {
  readonly pool: WorkerPool;
  readonly store: RunStore;
  readonly events: RunEvents;
  /** longer tasks start earlier, so that no core idles at the end; no figure depends on it */
  estimateSeconds(task: Task): number;
  /** aborted when the user interrupts: running tasks stop after a checkpoint */
  readonly signal: AbortSignal;
}

/**
 * Gives every task's result by its id, in the order of the plan. Rejects with `signal.reason` after an interruption (checkpoints are then
 * saved), or with the first task's failure, after the other running tasks have stopped at a checkpoint too.
 */
export async function runTasks(
  tasks: readonly Task[],
  options: RunTasksOptions,
): Promise<ReadonlyMap<string, unknown>> {
  const { pool, store, events, signal } = options;
  const results = new Map<string, unknown>();
  const missing = new Map<string, Task>();
  for (const task of tasks) {
    const run = store.findRun(task);
    if (run === null) missing.set(store.keyOf(task), task);
    else results.set(task.id, run.result);
  }
  const queue = [...missing.values()]
    .map((task) => ({ task, seconds: options.estimateSeconds(task) }))
    .sort((a, b) => b.seconds - a.seconds)
    .map(({ task }) => task);

  const stop = (): void => pool.stop();
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  let failed = false;
  const work = async (slot: number): Promise<void> => {
    for (let task = queue.shift(); task !== undefined && !signal.aborted && !failed; task = queue.shift()) {
      const running = task;
      const checkpoint = store.findCheckpoint(running);
      events.onStart(slot, running, checkpoint !== null);
      const startMs = performance.now();
      const outcome = await pool.workers[slot]!.run(running, checkpoint, {
        onProgress: (progress) => events.onProgress(slot, running, progress),
        onCheckpoint: (bytes) => store.saveCheckpoint(running, bytes),
      });
      if (outcome.kind === "stopped") return;
      store.saveRun(running, { result: outcome.result, seconds: (performance.now() - startMs) / 1000 });
      results.set(running.id, outcome.result);
      events.onFinish(slot, running, outcome.result);
    }
  };
  const ends = await Promise.allSettled(
    pool.workers.map((_, slot) =>
      work(slot).catch((error: unknown) => {
        failed = true;
        pool.stop();
        throw error;
      }),
    ),
  );
  signal.removeEventListener("abort", stop);
  const failure = ends.find((end) => end.status === "rejected");
  if (failure !== undefined) throw failure.reason;
  signal.throwIfAborted();
  return new Map(tasks.map(({ id }) => [id, results.get(id)]));
}
