/**
 * What the live page trains, as one frozen JSON value: the same names as in an experiment file, of a single training
 * with every default filled in and every seed drawn. Two trainings of one spec in strict numerics end in the same bits,
 * wherever they run.
 */
import type { ModelSpec, Numerics, OptimizerSpec } from "minibatch";
import type { DataSpec } from "minibatch-data/sets";

export interface SessionTraining {
  /** where a training ends by itself; it may be told to go on */
  readonly epochs: number;
  /** rows of an update */
  readonly batchSize: number;
  readonly shuffle: boolean;
}

export interface SessionSpec {
  readonly data: DataSpec;
  readonly model: ModelSpec;
  readonly optimizer: OptimizerSpec;
  readonly training: SessionTraining;
  /** draws weights, batches and masks, and what the data leave open */
  readonly seed: number;
  readonly numerics: Numerics;
}
