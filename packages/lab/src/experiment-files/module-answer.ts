/** What the thread that runs an experiment's code tells of it. */
import type { Json } from "study";

export type ModuleAnswer =
  | { readonly kind: "exported"; readonly value: Json }
  /** why it cannot be used, to stand after the file's name; `stack` for those who debug */
  | { readonly kind: "refused"; readonly reason: string; readonly stack: string | undefined };
