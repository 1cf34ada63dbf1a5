/** What is known of a training when it has ended: all that the rules look at. */
import type { ModelSpec } from "../model/spec.ts";
import type { OptimizerSpec } from "../optimizers/spec.ts";
import type { DataFacts } from "./measure-data.ts";

/** A layer before the first step, on rows of the training split. */
export interface LayerStart {
  readonly layer: string;
  /** root mean square of its outputs */
  readonly size: number;
  /** root mean square over its outputs of their standard deviation over the rows: what they tell of the row */
  readonly deviation: number;
  readonly deadUnits: number | null;
  readonly saturation: number | null;
  /** null: it is not finite */
  readonly gradientNorm: number | null;
  readonly weightNorm: number;
  /** false: an activation by itself, or a shortcut, whose norms are 0 */
  readonly isWeighted: boolean;
  /** nothing changes its weights, or there are none */
  readonly isFrozen: boolean;
  /** share of its units that have another one's weights and gradients: these stay equal for good */
  readonly equalUnits: number;
}

/** A normalization of a batch in training. */
export interface NormalizedStart {
  readonly layer: string;
  /** share of the variances that are smaller than the epsilon which is added to them, of channels that are not all 0 */
  readonly small: number;
  /** share of the channels of a batch that are always the same number, which is not 0; 0 where rows are normalized */
  readonly constant: number;
}

/** The network before its first step. */
export interface Start {
  /** on the training split's first rows */
  readonly loss: number;
  readonly layers: readonly LayerStart[];
  readonly normalized: readonly NormalizedStart[];
}

/** The network after its last step. */
export interface End {
  /** on the training split's first rows, without dropout and penalties */
  readonly loss: number;
  readonly layers: readonly { readonly layer: string; readonly weightNorm: number }[];
  readonly normalized: readonly NormalizedStart[];
  /** what it answers on rows of either split; null where answers are no classes */
  readonly train: Answers | null;
  readonly validation: Answers | null;
}

/** Answers where each row is of one class. */
export interface Answers {
  readonly rows: number;
  /** by class: rows of it, rows of it that were told, rows that were taken for it */
  readonly classes: readonly { readonly rows: number; readonly right: number; readonly told: number }[];
}

/** A layer after an epoch: part of what the doctor measures. */
interface EpochLayer {
  readonly layer: string;
  readonly deadUnits: number | null;
  readonly saturation: number | null;
  /** null: it has no weights */
  readonly gradientNorm: number | null;
  readonly updateRatio: number | null;
}

interface Figures {
  readonly loss: number;
  readonly accuracy: number | null;
}

/** An epoch's report, as far as rules look at it. */
export interface EpochEvidence {
  readonly learningRate: number;
  readonly batchLoss: number;
  readonly train: Figures | null;
  readonly validation: Figures | null;
  readonly health: readonly EpochLayer[];
}

/** How it was trained. */
export interface TrainingFacts {
  readonly epochs: number;
  readonly batchSize: number;
  readonly rows: number;
  readonly shuffle: boolean;
  /** whether the network that is kept is the best epoch's */
  readonly keepsBest: boolean;
}

/** Everything. Null: not known. */
export interface Evidence {
  readonly model: ModelSpec;
  readonly optimizer: OptimizerSpec;
  readonly training: TrainingFacts;
  readonly data: DataFacts;
  readonly validation: DataFacts | null;
  readonly start: Start | null;
  readonly end: End | null;
  readonly epochs: readonly EpochEvidence[];
  /** where a number was not finite; null: nowhere */
  readonly diverged: { readonly step: number; readonly layer: string } | null;
}
