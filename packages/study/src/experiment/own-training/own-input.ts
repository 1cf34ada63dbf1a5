/** What a user writes to have a training of their own tried at many points: `name`, `training` and `objective`. */
import type { ExperimentInput } from "../experiment-input.ts";

export interface OwnTrainingInput {
  /** a .ts, .mts, .js or .mjs file, its path from the experiment's folder, which it does not leave */
  readonly module: string;
  /** given to its `train` as they are; parameters set parts of them at `training.options.NAME`; default none */
  readonly options?: Readonly<Record<string, unknown>> | undefined;
  /** how many times it gives figures, at most; default 1 */
  readonly epochs?: number | undefined;
}

export interface OwnObjectiveInput {
  /** a figure that the training gives after each epoch */
  readonly metric: string;
  /** default: min for names that end in loss, max for those that end in accuracy; else it must be said */
  readonly goal?: "min" | "max" | undefined;
  /** the last epoch's figure, or the best one's; default last */
  readonly at?: "last" | "best" | undefined;
}

/** An experiment of trainings of one's own; a complete one may be given back in. */
export interface OwnExperimentInput
  extends Omit<ExperimentInput, "data" | "model" | "optimizer" | "training" | "objective"> {
  /** default null: its training needs none, or brings its own */
  readonly data?: ExperimentInput["data"] | null | undefined;
  readonly model?: null | undefined;
  readonly optimizer?: null | undefined;
  readonly training: OwnTrainingInput;
  readonly objective: string | OwnObjectiveInput;
}
