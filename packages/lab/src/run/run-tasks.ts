/** Runs a plan: what is in the store is taken from it, the rest is trained on the pool, longest first. */
import { planQueue, type QueuedTask } from "./plan-queue.ts";
import type { RunStore } from "./run-store.ts";
import { NO_LIMITS, type Task, type TaskProgress } from "./task.ts";
import type { WorkerPool } from "./worker-pool.ts";

export interface RunEvents {
  /** `slot` is the worker's number; `resumed` says whether it goes on from a checkpoint, its own or its leader's */
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

export interface RunStagesOptions extends RunTasksOptions {
  /** every task of this stage and of those before it has its result, in the store */
  onStageEnd(stage: number): void;
}

/**
 * Gives every task's result by its id, in the order of the plan. Rejects with `signal.reason` after an interruption (checkpoints are then
 * saved), or with the first task's failure, after the other running tasks have stopped at a checkpoint too.
 */
export function runTasks(tasks: readonly Task[], options: RunTasksOptions): Promise<ReadonlyMap<string, unknown>> {
  return runStages([tasks], { ...options, onStageEnd() {} });
}

/** As `runTasks`, one stage after the other, except that a worker with nothing left to do in one begins the next. */
export async function runStages(
  stages: readonly (readonly Task[])[],
  options: RunStagesOptions,
): Promise<ReadonlyMap<string, unknown>> {
  const { pool, store, events, signal } = options;
  const results = new Map<string, unknown>();
  const missing = stages.map((tasks) => findMissing(tasks, store, results));
  const queue = planQueue(missing, options.estimateSeconds, (task) => store.findCheckpoint(task) === null);
  const tellStages = countStages(missing, options.onStageEnd);
  /** followers whose leader has not reached the epoch from which they go on */
  const waiting = new Set(queue.flatMap(({ forks }) => forks.map(({ task }) => task.id)));

  const stop = (): void => pool.stop();
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  let failed = false;
  const take = (): QueuedTask => {
    // a follower that would be alone in waiting begins by itself
    const ready = Math.max(
      0,
      queue.findIndex(({ task }) => !waiting.has(task.id)),
    );
    return queue.splice(ready, 1)[0]!;
  };
  const run = async (slot: number, { task, stage, forks }: QueuedTask): Promise<boolean> => {
    const checkpoint = store.findCheckpoint(task);
    events.onStart(slot, task, checkpoint !== null);
    const startMs = performance.now();
    const outcome = await pool.workers[slot]!.run(
      { task, resumeFrom: checkpoint, forks, limits: NO_LIMITS },
      {
        onProgress: (progress) => events.onProgress(slot, task, progress),
        onCheckpoint: (bytes) => store.saveCheckpoint(task, bytes),
        onFork(id, bytes) {
          const follower = queue.find((queued) => queued.task.id === id);
          if (follower !== undefined) store.saveCheckpoint(follower.task, bytes);
          waiting.delete(id);
        },
      },
    );
    if (outcome.kind !== "done") return false;
    store.saveRun(task, { result: outcome.result, seconds: (performance.now() - startMs) / 1000 });
    results.set(task.id, outcome.result);
    for (const fork of forks) waiting.delete(fork.task.id);
    events.onFinish(slot, task, outcome.result);
    tellStages(stage);
    return true;
  };
  const work = async (slot: number): Promise<void> => {
    while (queue.length > 0 && !signal.aborted && !failed) {
      if (!(await run(slot, take()))) return;
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
  return new Map(stages.flat().map(({ id }) => [id, results.get(id)]));
}

/** Tasks without a result in the store, each once; the results found go into `results`. */
function findMissing(tasks: readonly Task[], store: RunStore, results: Map<string, unknown>): Task[] {
  const missing = new Map<string, Task>();
  for (const task of tasks) {
    const run = store.findRun(task);
    if (run === null) missing.set(store.keyOf(task), task);
    else results.set(task.id, run.result);
  }
  return [...missing.values()];
}

/** Gives what to call with the stage of each task that ends; stages that lack nothing have ended at once. */
function countStages(
  missing: readonly (readonly Task[])[],
  onStageEnd: (stage: number) => void,
): (stage: number) => void {
  const left = missing.map((tasks) => tasks.length);
  let current = 0;
  const tell = (): void => {
    while (left[current] === 0) onStageEnd(current++);
  };
  tell();
  return (stage) => {
    left[stage]!--;
    tell();
  };
}
