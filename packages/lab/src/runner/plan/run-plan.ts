/** Runs a plan: what is in the store is taken from it, the rest is trained on the pool, longest first. */
import type { Json, Task } from "study";
import { NO_LIMITS, type TaskProgress } from "../../training/task.ts";
import type { WorkerPool } from "../../training/thread-pool.ts";
import { planQueue, type QueuedTask } from "./plan-order.ts";
import type { PlanTrials } from "./plan-trials.ts";
import type { TaskTurn } from "./task-attempt.ts";

export interface RunEvents {
  /** `slot` is the worker's number; `resumed` says whether it goes on from a checkpoint, its own or its leader's */
  onStart(slot: number, task: Task, resumed: boolean): void;
  onProgress(slot: number, task: Task, progress: TaskProgress): void;
  onFinish(slot: number, task: Task, result: Json): void;
}

export interface RunTasksOptions {
  readonly pool: WorkerPool;
  /** hold every task that is given */
  readonly trials: PlanTrials;
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
export function runTasks(tasks: readonly Task[], options: RunTasksOptions): Promise<ReadonlyMap<string, Json>> {
  return runStages([tasks], { ...options, onStageEnd() {} });
}

/** As `runTasks`, one stage after the other, except that a worker with nothing left to do in one begins the next. */
export async function runStages(
  stages: readonly (readonly Task[])[],
  options: RunStagesOptions,
): Promise<ReadonlyMap<string, Json>> {
  const { pool, trials, events, signal } = options;
  const missing = stages.map((tasks) => tasks.filter(({ id }) => !trials.finished.has(id)));
  const queue = planQueue(missing, options.estimateSeconds, (task) => !trials.hasCheckpoint(task));
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
  const train = async (slot: number, { task, forks }: QueuedTask, turn: TaskTurn): Promise<boolean> => {
    let weights: Uint8Array | null = null;
    const startMs = performance.now();
    const outcome = await pool.workers[slot]!.run(
      { task, resumeFrom: turn.checkpoint, forks, limits: NO_LIMITS },
      {
        onProgress: (progress) => events.onProgress(slot, task, progress),
        onCheckpoint: (bytes, epochs) => turn.save(bytes, epochs ?? 0),
        onFork(id, bytes) {
          const fork = forks.find((planned) => planned.task.id === id)!;
          if (queue.some((queued) => queued.task.id === id)) trials.seed(fork.task, bytes, fork.epochs);
          waiting.delete(id);
        },
        onWeights(bytes) {
          weights = bytes;
        },
      },
    );
    if (outcome.kind !== "done") return false;
    await trials.end(task, turn, { result: outcome.result, seconds: (performance.now() - startMs) / 1000, weights });
    return true;
  };
  /** False when it was stopped. */
  const run = async (slot: number, queued: QueuedTask): Promise<boolean> => {
    const { task, stage, forks } = queued;
    const turn = await trials.take(task, slot, () => pool.workers[slot]!.stop());
    events.onStart(slot, task, turn.checkpoint !== null);
    const isDone = await train(slot, queued, turn).catch(async (error: unknown) => {
      // what went wrong first is told, not that the store could not be reached then
      await Promise.allSettled([turn.release()]);
      throw error;
    });
    if (!isDone) {
      await turn.release();
      return false;
    }
    for (const fork of forks) waiting.delete(fork.task.id);
    events.onFinish(slot, task, trials.finished.get(task.id)!.result);
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
  await trials.settle();
  const failure = ends.find((end) => end.status === "rejected");
  if (failure !== undefined) throw failure.reason;
  signal.throwIfAborted();
  return new Map(stages.flat().map(({ id }) => [id, trials.finished.get(id)!.result]));
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
