/**
 * Worker threads, one task at a time each. Directly on node:worker_threads: a pool such as piscina ends a running task by
 * killing its thread, and we want it to reach the end of its epoch and leave a checkpoint; and it has no channel
 * for a task's progress, so the messages would be ours anyway.
 */
import { Worker } from "node:worker_threads";
import type { Task } from "study";
import type { TaskProgress } from "./task.ts";
import type { OrderMessage, RunMessage, WorkerMessage, WorkerSetup } from "./thread-messages.ts";

export interface TaskHooks {
  onProgress(progress: TaskProgress): void;
  /** the task goes on when what it gives has resolved: it must not reject */
  onCheckpoint(bytes: Uint8Array, epochs: number | undefined): void | Promise<void>;
  /** the checkpoint of another task, one of the order's forks */
  onFork(id: string, bytes: Uint8Array): void;
  /** the final parameters of a training */
  onWeights?(bytes: Uint8Array): void;
}

export type TaskOutcome =
  | { readonly kind: "done"; readonly result: unknown }
  | { readonly kind: "stopped" }
  /** it has come to the epoch of its limits; its checkpoint was told */
  | { readonly kind: "paused" };

export interface PoolWorker {
  /** one at a time. Rejects with TaskError when the task fails, or the hook's own error when a hook throws. */
  run(order: RunMessage, hooks: TaskHooks): Promise<TaskOutcome>;
  /** asks the running task to stop after a checkpoint; the next one is not concerned */
  stop(): void;
}

export interface WorkerPool {
  readonly workers: readonly PoolWorker[];
  /** asks every running task to stop after a checkpoint, and every later one at once */
  stop(): void;
  close(): Promise<void>;
}

/** A task that failed in its worker; `cause` holds what the worker said. */
export class TaskError extends Error {
  override readonly name = "TaskError";
  /** what the task itself said, or how its thread died: one line */
  readonly reason: string;
  constructor(task: Task, reason: string, cause: unknown) {
    super(`Cannot finish ${task.id}: ${reason}`, { cause });
    this.reason = reason;
  }
}

export interface PoolOptions {
  readonly count: number;
  /** the file that calls `serveTasks` */
  readonly entry: URL;
  readonly data: unknown;
  readonly numerics: "fast" | "strict";
}

export function startPool({ count, entry, data, numerics }: PoolOptions): WorkerPool {
  const slots = Array.from({ length: count }, () => new Slot({ entry, data, numerics }));
  return {
    workers: slots,
    stop() {
      for (const slot of slots) slot.retire();
    },
    async close() {
      await Promise.all(slots.map((slot) => slot.terminate()));
    },
  };
}

/** A thread, and another one in its place when it has died: of its task (of memory, say), or between two. */
class Slot implements PoolWorker {
  readonly #entry: URL;
  readonly #setup: WorkerSetup;
  readonly #stop: Int32Array;
  #isRetired = false;
  #thread: Worker;

  constructor({ entry, data, numerics }: Omit<PoolOptions, "count">) {
    const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    this.#entry = entry;
    this.#setup = { data, numerics, stop };
    this.#stop = new Int32Array(stop);
    this.#thread = this.#start();
  }

  async run(order: RunMessage, hooks: TaskHooks): Promise<TaskOutcome> {
    if (!this.#isRetired) Atomics.store(this.#stop, 0, 0);
    if (this.#thread.threadId === ENDED) this.#thread = this.#start();
    return runOn(this.#thread, order, hooks);
  }

  stop(): void {
    Atomics.store(this.#stop, 0, 1);
  }

  retire(): void {
    this.#isRetired = true;
    this.stop();
  }

  terminate(): Promise<number> {
    return this.#thread.terminate();
  }

  #start(): Worker {
    // without a listener an error of a thread that has nothing to do would end the process
    return new Worker(this.#entry, { workerData: this.#setup }).on("error", () => {});
  }
}

/** the number that Node gives a thread that is over */
const ENDED = -1;

function runOn(thread: Worker, order: RunMessage, hooks: TaskHooks): Promise<TaskOutcome> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: WorkerMessage): void => {
      try {
        if (message.kind === "progress") hooks.onProgress(message.progress);
        else if (message.kind === "checkpoint") keep(message);
        else if (message.kind === "fork") hooks.onFork(message.id, message.bytes);
        else if (message.kind === "failed") end(() => reject(describeFailure(order.task, message)));
        else {
          if (message.kind === "done" && message.weights !== null) hooks.onWeights?.(message.weights);
          end(() => resolve(message));
        }
      } catch (error) {
        end(() => reject(error));
      }
    };
    const tell = (message: OrderMessage): void => thread.postMessage(message);
    const keep = ({ bytes, epochs }: WorkerMessage & { kind: "checkpoint" }): void => {
      void Promise.resolve(hooks.onCheckpoint(bytes, epochs)).then(() => tell({ kind: "kept" }));
    };
    const onDeath = (reason: unknown): void => {
      thread.off("error", onDeath).off("exit", onDeath);
      const what = reason instanceof Error ? reason.message : `the thread ended with code ${String(reason)}`;
      // an error, which says why, comes before the thread's end, which does not: wait for that, so that the slot knows
      void thread
        .terminate()
        .then(() => end(() => reject(new TaskError(order.task, `its worker died (${what})`, reason))));
    };
    const end = (settle: () => void): void => {
      thread.off("message", onMessage).off("error", onDeath).off("exit", onDeath);
      settle();
    };
    thread.on("message", onMessage).on("error", onDeath).on("exit", onDeath);
    tell({ kind: "run", ...order });
  });
}

function describeFailure(task: Task, { name, message, stack }: WorkerMessage & { kind: "failed" }): TaskError {
  const cause = Object.assign(new Error(message), { name, stack });
  return new TaskError(task, message, cause);
}
