/** What the main thread and a worker thread say to each other. */

import type { Task } from "study";
import type { ModuleFiles } from "../modules/module-files.ts";
import type { Fork } from "./plan-forks.ts";
import type { AttemptLimits, TaskProgress } from "./task.ts";

/** What a thread computes with, fixed when it starts. Arrays in `data` lie on shared memory, so nothing is copied. */
export interface ThreadSetup {
  readonly data: unknown;
  readonly numerics: "fast" | "strict";
  /** of the experiment's own training; default: none */
  readonly modules?: ModuleFiles | null;
}

/** Given to a thread once, when it starts. */
export interface ThreadStart extends ThreadSetup {
  /** one Int32; 1 asks its task to stop. Shared memory, because a thread that trains does not read its messages. */
  readonly stop: SharedArrayBuffer;
}

export interface RunMessage {
  readonly task: Task;
  readonly resumeFrom: Uint8Array | null;
  readonly forks: readonly Fork[];
  readonly limits: AttemptLimits;
}

/** What a thread is told. */
export type OrderMessage =
  | ({ readonly kind: "run" } & RunMessage)
  /** its last checkpoint is in the store */
  | { readonly kind: "kept" };

/** How a task ended, other than by a failure. */
export type TaskEnd =
  | { readonly kind: "done"; readonly result: unknown; readonly weights: Uint8Array | null }
  | { readonly kind: "stopped" }
  /** it has come to the epoch of its limits; its checkpoint was told before */
  | { readonly kind: "paused" };

/** What a task tells while it runs, its end last. */
export type TaskMessage =
  | { readonly kind: "progress"; readonly progress: TaskProgress }
  | { readonly kind: "checkpoint"; readonly bytes: Uint8Array; readonly epochs: number | undefined }
  /** another task's checkpoint, by its id */
  | { readonly kind: "fork"; readonly id: string; readonly bytes: Uint8Array }
  | TaskEnd;

export type ThreadMessage =
  | TaskMessage
  | { readonly kind: "failed"; readonly name: string; readonly message: string; readonly stack: string | undefined };
