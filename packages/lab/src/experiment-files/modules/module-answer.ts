/** What the thread that runs code of one's own tells of it. */
export type ModuleAnswer =
  /** plain JSON of an experiment; rows of a data module */
  | { readonly kind: "exported"; readonly value: unknown }
  /** why it cannot be used, to stand after the file's name; `stack` for those who debug */
  | { readonly kind: "refused"; readonly reason: string; readonly stack: string | undefined };
