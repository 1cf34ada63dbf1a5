/** What a network is to tell of a row, and what follows from it: loss, output layer, how an answer is worded. */

/** What is asked: one class of several, yes or no, several labels at once, numbers. */
export type TargetTask = "classes" | "binary" | "labels" | "regression";

/** The tasks, by name. */
export const TARGET_TASKS = ["classes", "binary", "labels", "regression"] as const;

/** As it was found, or was said: complete and frozen, part of what an experiment is trained on. */
export interface TargetSpec {
  readonly task: TargetTask;
  /** the columns; one for classes and binary */
  readonly columns: readonly string[];
  /**
   * classes: their names in the order of the outputs; binary: [no, yes]; else none. Sorted: numbers by size, texts by
   * code point, as scikit-learn's LabelEncoder
   */
  readonly classes: readonly string[];
}
