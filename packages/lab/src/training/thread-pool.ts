/**
 * Worker threads, one task at a time each. Directly on node:worker_threads: a pool such as piscina ends a running task
 * by killing its thread, and we want it to reach the end of its epoch and leave a checkpoint; and it has no channel for
 * a task's progress, so the messages would be ours anyway.
 */
import { Worker } from "node:worker_threads";
import type { Task } from "study";
import type { OrderMessage, RunMessage, TaskEnd, TaskMessage, ThreadMessage, ThreadSetup } from "./thread-messages.ts";

export interface TaskOrder extends RunMessage {
  /**
   * what it needs to compute with; null: what the pool was started with. A thread that holds something else is
   * replaced.
   */
  readonly setup: ThreadSetup | null;
}

export interface TrainingThread {
  /**
   * What the task tells, its end last. A task that has told a checkpoint goes on when the next message is asked for.
   * Throws TaskError when the task fails. One task at a time.
   */
  run(order: TaskOrder): AsyncGenerator<TaskMessage, void, undefined>;
  /** asks the running task to stop after a checkpoint; the next one is not concerned */
  stop(): void;
}

export interface ThreadPool {
  readonly threads: readonly TrainingThread[];
  /** asks every running task to stop after a checkpoint, and every later one at once */
  stop(): void;
  close(): Promise<void>;
}

/** A task that failed in its thread; `cause` holds what the thread said. */
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
  /** with it all threads start now; null: each with its first task, which says what it needs */
  readonly setup: ThreadSetup | null;
}

export function startPool({ count, entry, setup }: PoolOptions): ThreadPool {
  const threads = Array.from({ length: count }, () => new PoolThread(entry, setup));
  return {
    threads,
    stop() {
      for (const thread of threads) thread.retire();
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

/** The end of a task of which nothing else matters. */
export async function runToEnd(thread: TrainingThread, order: TaskOrder): Promise<TaskEnd> {
  let last: TaskMessage | null = null;
  for await (const message of thread.run(order)) last = message;
  return last as TaskEnd;
}

/** A thread, and another one in its place when it has died (of its task or between two), or is to hold other data. */
class PoolThread implements TrainingThread {
  readonly #entry: URL;
  readonly #initial: ThreadSetup | null;
  readonly #stop = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  #isRetired = false;
  /** `isDying`: it has failed, and its end is still to come */
  #running: { readonly worker: Worker; readonly setup: ThreadSetup; isDying: boolean } | null = null;

  constructor(entry: URL, initial: ThreadSetup | null) {
    this.#entry = entry;
    this.#initial = initial;
    if (initial !== null) this.#start(initial);
  }

  run({ setup, ...order }: TaskOrder): AsyncGenerator<TaskMessage, void, undefined> {
    // now, and not when the first message is asked for: who stops it after this call stops this task
    if (!this.#isRetired) Atomics.store(this.#stop, 0, 0);
    return this.#run(setup ?? this.#initial!, order);
  }

  stop(): void {
    Atomics.store(this.#stop, 0, 1);
  }

  retire(): void {
    this.#isRetired = true;
    this.stop();
  }

  async terminate(): Promise<void> {
    await this.#running?.worker.terminate();
  }

  async *#run(setup: ThreadSetup, order: RunMessage): AsyncGenerator<TaskMessage, void, undefined> {
    const now = this.#running;
    if (now === null || now.worker.threadId === ENDED) yield* runOn(this.#start(setup), order);
    else if (!now.isDying && isSame(now.setup, setup)) yield* runOn(now.worker, order);
    else {
      await now.worker.terminate();
      yield* runOn(this.#start(setup), order);
    }
  }

  #start(setup: ThreadSetup): Worker {
    const workerData = { ...setup, stop: this.#stop.buffer };
    // without a listener an error of a thread that has nothing to do would end the process
    const worker = new Worker(this.#entry, { workerData });
    const running = { worker, setup, isDying: false };
    worker.on("error", () => {
      running.isDying = true;
    });
    this.#running = running;
    return worker;
  }
}

/** the number that Node gives a thread that is over */
const ENDED = -1;

/** The same numerics, the same modules, and the very same data sets. */
function isSame(a: ThreadSetup, b: ThreadSetup): boolean {
  if (a.numerics !== b.numerics || JSON.stringify(a.modules ?? null) !== JSON.stringify(b.modules ?? null))
    return false;
  const [here, there] = [Object.entries(a.data ?? {}), new Map(Object.entries(b.data ?? {}))];
  return here.length === there.size && here.every(([name, set]) => there.get(name) === set);
}

async function* runOn(thread: Worker, order: RunMessage): AsyncGenerator<TaskMessage, void, undefined> {
  const arrived: ThreadMessage[] = [];
  let death: { readonly reason: unknown } | null = null;
  let wake: () => void = () => {};
  const onMessage = (message: ThreadMessage): void => {
    arrived.push(message);
    wake();
  };
  const onDeath = (reason: unknown): void => {
    // an error, which says why, comes before the thread's end, which does not
    death ??= { reason };
    wake();
  };
  const tell = (message: OrderMessage): void => thread.postMessage(message);
  thread.on("message", onMessage).on("error", onDeath).on("exit", onDeath);
  tell({ kind: "run", ...order });
  try {
    for (;;) {
      while (arrived.length === 0 && death === null) await new Promise<void>((resolve) => (wake = resolve));
      const message = arrived.shift();
      if (message === undefined) throw await describeDeath(thread, order.task, death!);
      if (message.kind === "failed") throw describeFailure(order.task, message);
      yield message;
      if (message.kind === "checkpoint") tell({ kind: "kept" });
      if (message.kind === "done" || message.kind === "stopped" || message.kind === "paused") return;
    }
  } finally {
    thread.off("message", onMessage).off("error", onDeath).off("exit", onDeath);
  }
}

/** When the thread has ended: its pool sees that it needs another. */
async function describeDeath(thread: Worker, task: Task, { reason }: { readonly reason: unknown }): Promise<TaskError> {
  await thread.terminate();
  const what = reason instanceof Error ? reason.message : `the thread ended with code ${String(reason)}`;
  return new TaskError(task, `its worker died (${what})`, reason);
}

function describeFailure(task: Task, { name, message, stack }: ThreadMessage & { kind: "failed" }): TaskError {
  const cause = Object.assign(new Error(message), { name, stack });
  return new TaskError(task, message, cause);
}
