/** What the main thread and a worker thread say to each other. */

import type { Task } from "study";
import type { Fork } from "./plan-forks.ts";
import type { TaskProgress, TurnLimits } from "./task.ts";

/** Given to a worker thread once, when it starts. Arrays in `data` lie on shared memory, so nothing is copied. */
export interface WorkerSetup {
  readonly data: unknown;
  readonly numerics: "fast" | "strict";
  /** one Int32; 1 asks its task to stop. Shared memory, because a worker that trains does not read its messages. */
  readonly stop: SharedArrayBuffer;
}

export interface RunMessage {
  readonly task: Task;
  readonly resumeFrom: Uint8Array | null;
  readonly forks: readonly Fork[];
  readonly limits: TurnLimits;
}

/** What a worker thread is told. */
export type OrderMessage =
  | ({ readonly kind: "run" } & RunMessage)
  /** its last checkpoint is in the store */
  | { readonly kind: "kept" };

export type WorkerMessage =
  | { readonly kind: "progress"; readonly progress: TaskProgress }
  | { readonly kind: "checkpoint"; readonly bytes: Uint8Array; readonly epochs: number | undefined }
  /** another task's checkpoint, by its id */
  | { readonly kind: "fork"; readonly id: string; readonly bytes: Uint8Array }
  | { readonly kind: "done"; readonly result: unknown; readonly weights: Uint8Array | null }
  | { readonly kind: "stopped" }
  | { readonly kind: "paused" }
  | { readonly kind: "failed"; readonly name: string; readonly message: string; readonly stack: string | undefined };
