/** One training of one's own as a task, and what it gives. */
import type { Json } from "../../json/json.ts";
import type { OwnTrainingSpec } from "../spec.ts";
import type { RowPreparation, Task, TrainData } from "../train-task.ts";

export interface OwnTask extends Task, OwnTrainingSpec {
  readonly kind: "own-training";
  /** every parameter that applies, by name: the value, where a choice has labels */
  readonly parameters: Readonly<Record<string, Json>>;
  /** null: none */
  readonly data: TrainData | null;
  /** how rows of a file become numbers; absent without one */
  readonly steps?: RowPreparation["steps"];
  readonly seed: number;
  /** a figure that every epoch must have, by the store's name */
  readonly metric: string;
}

/** The figures of an epoch, by the store's names: `score`, `validationLoss`. */
export type OwnEpoch = Readonly<Record<string, number>>;

export interface OwnResult {
  readonly id: string;
  readonly seed: number;
  readonly epochs: readonly OwnEpoch[];
  /** in words, where a figure was not finite; the figures end before it */
  readonly diverged: string | null;
  /** why it was ended early by its context's thresholds; null when it was not */
  readonly pruned: string | null;
  readonly seconds: number;
}
