/** How an attempt went, before it is known what the store keeps of it. */
import type { Task } from "study";

export type AttemptCourse =
  /** `weights`: of the training; null where nothing was trained */
  | { readonly kind: "done"; readonly task: Task; readonly result: unknown; readonly weights: Uint8Array | null }
  /** it has come to the epoch of its limits and may go on from there */
  | { readonly kind: "paused"; readonly task: Task; readonly checkpoint: Uint8Array | null }
  /** null: not even its task could be described; the figures are those of its last checkpoint */
  | {
      readonly kind: "failed";
      readonly task: Task | null;
      readonly checkpoint: Uint8Array | null;
      readonly diagnosis: string;
    };
