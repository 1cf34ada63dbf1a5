/** The worker thread's side: takes one task at a time, executes it, tells what happens. */
import { parentPort, workerData } from "node:worker_threads";
import { type EpochFigures, PausedError, type TaskContext, type TaskProgress } from "./task.ts";
import { rowOf, type TaskTable } from "./task-table.ts";
import type { OrderMessage, ThreadMessage, ThreadStart } from "./thread-messages.ts";

const PROGRESS_EVERY_MS = 100;

/** Why a task ended early: asked to. Thrown by `signal.throwIfAborted()` inside a task. */
export class StoppedError extends Error {
  override readonly name = "StoppedError";
}

/** Serves until the main thread terminates this one. */
export function serveTasks<Data>(table: TaskTable<Data>): void {
  if (parentPort === null)
    throw new Error("Cannot serve tasks: this is the main thread; start the file as a worker thread");
  const port = parentPort;
  const setup = workerData as ThreadStart;
  const stop = new Int32Array(setup.stop);
  const send = (message: ThreadMessage): void => port.postMessage(message);

  let onKept: (() => void) | null = null;
  port.on("message", (message: OrderMessage) => {
    if (message.kind === "kept") {
      onKept?.();
      return;
    }
    const controller = new AbortController();
    let lastToldMs = performance.now();
    let weights: Uint8Array | null = null;
    /** of those that were not passed on */
    const ended: EpochFigures[] = [];
    const context: TaskContext<Data> = {
      data: setup.data as Data,
      numerics: setup.numerics,
      modules: setup.modules ?? null,
      resumeFrom: message.resumeFrom,
      signal: controller.signal,
      progress(progress: TaskProgress) {
        if (Atomics.load(stop, 0) === 1 && !controller.signal.aborted) controller.abort(new StoppedError("Stopped"));
        ended.push(...(progress.ended ?? []));
        const nowMs = performance.now();
        if (nowMs - lastToldMs < PROGRESS_EVERY_MS && progress.epoch < progress.epochs) return;
        lastToldMs = nowMs;
        send({ kind: "progress", progress: { ...progress, ended: ended.splice(0) } });
      },
      checkpoint: (bytes, epochs) =>
        new Promise((resolve) => {
          onKept = resolve;
          send({ kind: "checkpoint", bytes, epochs });
        }),
      forks: message.forks,
      handOver: ({ task }, bytes) => send({ kind: "fork", id: task.id, bytes }),
      limits: message.limits,
      handInWeights(bytes) {
        weights = bytes;
      },
    };
    rowOf(table, message.task)
      .execute(message.task, context)
      .then(
        (result) => send({ kind: "done", result, weights }),
        (error: unknown) => send(describeEnd(error, controller.signal)),
      );
  });
}

function describeEnd(error: unknown, signal: AbortSignal): ThreadMessage {
  if (signal.aborted && error === signal.reason) return { kind: "stopped" };
  return error instanceof PausedError ? { kind: "paused" } : describeFailure(error);
}

function describeFailure(error: unknown): ThreadMessage {
  if (error instanceof Error) return { kind: "failed", name: error.name, message: error.message, stack: error.stack };
  return { kind: "failed", name: "Error", message: String(error), stack: undefined };
}
