/** The name under which a task's result is kept: equal names mean equal figures, whoever asks and whenever. */
import { createHash } from "node:crypto";
import { canonicalJson } from "../files/canonical-json.ts";
import type { Task } from "./task.ts";

/** Everything besides the task's own JSON that its figures depend on. */
export interface TaskScope {
  readonly numerics: "fast" | "strict";
  /** the kernels that compute, e.g. "wasm-relaxed": fast numerics differ between kernel sets in the last bits */
  readonly kernels: string;
  /** SHA-256 of each data file, by name; of the drawn rows for synthetic data */
  readonly data: Readonly<Record<string, string>>;
  /** version of the library that trains */
  readonly version: string;
}

/**
 * Raised whenever the same task would give other figures, or another result shape, than before at an equal version:
 * results kept under the old number are then left alone and trained anew.
 */
export const RUN_FORMAT = 1;

/** SHA-256, hexadecimal, of the canonical JSON of the task and its scope. */
export function taskKey(task: Task, scope: TaskScope): string {
  return createHash("sha256")
    .update(canonicalJson({ format: RUN_FORMAT, scope, task }))
    .digest("hex");
}
