/**
 * A task: a piece of work named by frozen JSON, so that it can be hashed, sent to a worker thread,
 * found again after an interruption. A training is one kind of task; a claim may add others.
 */
import type { Fork } from "./plan-forks.ts";

export interface Task {
  /** a row of the task table in `run/task-table.ts` */
  readonly kind: string;
  /** readable and unique within a plan, e.g. `problem2/relu-0.02/seed-1` */
  readonly id: string;
}

/** What a running task may tell: shown in its progress bar. */
export interface TaskProgress {
  readonly epoch: number;
  readonly epochs: number;
  readonly loss: number | null;
  readonly accuracy: number | null;
}

/** What a task is given besides its own JSON. Everything here can be used from a worker thread. */
export interface TaskContext<Data> {
  readonly data: Data;
  readonly numerics: "fast" | "strict";
  progress(progress: TaskProgress): void;
  /** bytes of the last checkpoint of this task, or null; `checkpoint` replaces it (beside, then rename) */
  readonly resumeFrom: Uint8Array | null;
  checkpoint(bytes: Uint8Array): void;
  /** tasks that begin as this one does: at the epoch that each says, `handOver` gives its checkpoint */
  readonly forks: readonly Fork[];
  handOver(fork: Fork, bytes: Uint8Array): void;
  /** aborted when the user interrupts: throw as soon as convenient, after a checkpoint */
  readonly signal: AbortSignal;
}
