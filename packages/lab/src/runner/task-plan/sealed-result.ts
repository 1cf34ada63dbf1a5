/**
 * A task's result as it is kept: with a hash that binds it to the task, so that a damaged one is told from a whole one.
 */
import type { Json, Task } from "study";
import { hashJson } from "../../files/hash-json.ts";

export interface SealedResult {
  /** of the canonical JSON of the task and its result */
  readonly sha256: string;
  readonly result: Json;
}

/** `result` as JSON will give it back. Throws TypeError for what JSON does not hold exactly. */
export function sealResult(task: Task, result: unknown): SealedResult {
  return { sha256: hashJson({ task, result }), result: JSON.parse(JSON.stringify(result)) as Json };
}

/** Null when it is not a whole result of this task. */
export function unsealResult(task: Task, sealed: Json | null): Json | null {
  if (typeof sealed !== "object" || sealed === null || !("sha256" in sealed)) return null;
  const { sha256, result } = sealed;
  return result !== undefined && hashJson({ task, result }) === sha256 ? result : null;
}
