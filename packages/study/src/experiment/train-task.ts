/** One training as a task, and what it gives. */
import type { AugmentationSpec, EarlyStopping, Finding, LayerHealth, ModelSpec, OptimizerSpec } from "minibatch";
import type { DataSpec, DrawnFileData, HiddenModel, Preparation, StepsInput } from "minibatch-data/sets";
import type { ClassWeightsSpec, StartSpec } from "./spec.ts";

/**
 * A task: a piece of work named by frozen JSON, so that it can be hashed, sent to a worker thread, found again after an
 * interruption. A training is one kind of task; a claim may add others.
 */
export interface Task {
  /** a row of the task table */
  readonly kind: string;
  /** readable and unique within a plan, e.g. `problem2/relu-0.02/seed-1` */
  readonly id: string;
}

/** Which rows are trained on. */
export type TrainData = DataSpec | DrawnFileData;

/** What the rows that are trained on decide. */
export interface RowPreparation {
  readonly steps: StepsInput;
  /** the model as it was written, where inputs and output layer follow from the rows; null: it stands as it is */
  readonly hidden: HiddenModel | null;
}

export interface TrainTask extends Task {
  readonly kind: "train";
  readonly data: TrainData;
  /** where `preparation` has hidden layers alone: with as many inputs as the rows may have at most */
  readonly model: ModelSpec;
  readonly optimizer: OptimizerSpec;
  readonly epochs: number;
  readonly batchSize: number;
  /** draws initial weights and batch order: equal seeds are paired runs */
  readonly seed: number;
  readonly evaluateTrain: boolean;
  readonly evaluateTest: boolean;
  readonly doctor: boolean;
  /** how much the training rows of each class count; absent: all alike */
  readonly classWeights?: ClassWeightsSpec;
  /** keep the final weights in the result (base64 of the checkpoint) */
  readonly keepWeights: boolean;
  /** absent: trained to the last epoch */
  readonly earlyStopping?: Required<EarlyStopping>;
  /** absent: rows are as they are */
  readonly augment?: readonly AugmentationSpec[];
  /** a trained network whose tensors it begins with; absent: all are drawn */
  readonly start?: StartSpec;
  /** of a file of one's own: how its rows become numbers; absent: they are numbers */
  readonly preparation?: RowPreparation;
}

/** `accuracy` is null where the loss has none (mean squared error). */
export interface SplitRecord {
  readonly loss: number;
  readonly accuracy: number | null;
}

export interface TrainEpoch {
  readonly batchLoss: number;
  readonly learningRate: number;
  readonly train: SplitRecord | null;
  readonly validation: SplitRecord | null;
  /** over the hidden layers, weighted by their units; null unless `doctor` */
  readonly deadUnits: number | null;
  readonly saturation: number | null;
  readonly meanActivation: number | null;
  /** the doctor's figures of every layer; empty unless `doctor` */
  readonly layers: readonly LayerHealth[];
  /** the epoch whose weights are kept when training ends here; absent: this one's, for early stopping puts none back */
  readonly keptEpoch?: number;
}

export interface TrainResult {
  readonly id: string;
  readonly seed: number;
  readonly epochs: readonly TrainEpoch[];
  /** of the network that is kept; null unless `evaluateTest` */
  readonly test: SplitRecord | null;
  /** as `test` */
  readonly weightsSha256: string;
  /** base64 of the encoded checkpoint; null unless `keepWeights` */
  readonly weights: string | null;
  /** the doctor's one-line diagnosis when the run met a non-finite value; figures end there */
  readonly diverged: string | null;
  /** why it was ended early by its context's thresholds; null when it was not */
  readonly pruned: string | null;
  readonly seconds: number;
  /** what the doctor finds wrong; absent: nothing, or it was not asked, or the training was ended early */
  readonly findings?: readonly Finding[];
  /** of a file of one's own: the network as it was trained, and what its training rows taught */
  readonly prepared?: { readonly model: ModelSpec; readonly preparation: Preparation };
}
