/** What `fit` takes and tells. */
import type { AugmentationInput } from "../augmentations/define-augmentations.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Finding } from "../diagnosis/finding.ts";
import type { LayerHealth } from "./doctor.ts";

/**
 * Figures of one split. `accuracy` is null where the loss has none (mean squared error). Where rows have weights, the
 * loss is divided by the number of rows, as in training, and the accuracy by the sum of the weights.
 */
export interface SplitFigures {
  readonly loss: number;
  readonly accuracy: number | null;
}

/** What happened in one epoch. */
export interface EpochReport {
  /** 1, 2, ... the number of epochs trained in all, resumed ones included */
  readonly epoch: number;
  /** number of updates made in all */
  readonly step: number;
  /** learning rate of the epoch's last update */
  readonly learningRate: number;
  /** mean of the training batches' losses while they were trained on (penalties included) */
  readonly batchLoss: number;
  /** on the whole training split after the epoch; null unless `evaluateTrain` */
  readonly train: SplitFigures | null;
  /** on the whole validation split after the epoch; null without one */
  readonly validation: SplitFigures | null;
  /** per layer; empty unless `doctor` */
  readonly health: readonly LayerHealth[];
  /** what is wrong with the fit so far, in its last report alone; empty unless `doctor` */
  readonly findings: readonly Finding[];
  /**
   * the epoch whose weights are kept when training ends here: this one, or the best so far where early stopping puts
   * that one's back
   */
  readonly keptEpoch: number;
}

/** Weights of classes by their number, or for each, or such that every class has the same sum. */
export type ClassWeights = "balanced" | readonly number[] | { readonly [label: number]: number };

/** Where a step stands, for `onStep`. */
export interface StepReport {
  readonly epoch: number;
  readonly step: number;
  /** steps in this epoch and how many of them are done */
  readonly stepsPerEpoch: number;
  readonly stepOfEpoch: number;
  readonly loss: number;
}

/** Which figures a fit measures. */
export interface Measures {
  readonly train: boolean;
  readonly validation: boolean;
  readonly accuracy: boolean;
}

/** What early stopping may watch. */
export const METRICS = ["validation-loss", "validation-accuracy", "train-loss", "train-accuracy"] as const;

/**
 * Ends training when a metric no longer improves. The best epoch is the last that counted as an improvement.
 *
 * A later fit that watches the same goes on counting, from the weights of the last step: with what was trained before
 * it is one training. Any other fit, and weights that were changed by hand (`step`, `setWeights`), begin from those
 * that were kept, with the optimizer's state of the last step.
 */
export interface EarlyStopping {
  readonly metric: (typeof METRICS)[number];
  /** stop after this many epochs without an improvement of more than `minDelta` */
  readonly patience: number;
  readonly minDelta?: number;
  /**
   * put the best epoch's weights back however the training ends: patience or epochs have run out, it was aborted, left
   * or has diverged. While it runs, and in a checkpoint taken then, the weights are the last step's. Default true
   * (Keras: false)
   */
  readonly restoreBest?: boolean;
}

/**
 * Keeps a page responsive: training pauses whenever `everyMs` have passed. Time comes from outside. A step, the order
 * of an epoch and `createTrainer` are each done in one go: a page that draws large orthogonal weights should train in a
 * worker.
 */
export interface Pause {
  readonly everyMs: number;
  /** milliseconds, monotonic: `performance.now` */
  now(): number;
  /** resolves when training may go on: a `setTimeout`, a `requestAnimationFrame` */
  giveWay(): Promise<void>;
}

/**
 * What `fit` and `epochs` take: only `epochs` is needed. An epoch that was interrupted must be ended as it was begun.
 */
export interface FitOptions {
  /** number of epochs to train in all; a resumed trainer does the rest */
  readonly epochs: number;
  /**
   * rows per update; the last batch of an epoch is smaller when the rows do not divide. Default 32, or all rows when
   * they are fewer
   */
  readonly batchSize?: number;
  /** new order each epoch, drawn from the trainer's seed; default true */
  readonly shuffle?: boolean;
  /**
   * how much the training rows of each class count, besides their own weights: a number for each class, an object in
   * which those that are not named count 1, or "balanced", every class as much as each other. Figures are measured
   * without them. Default: all 1
   */
  readonly classWeights?: ClassWeights;
  /** a split that is evaluated whole after each epoch; default none */
  readonly validation?: Dataset;
  /** evaluate the whole training split after each epoch; default false */
  readonly evaluateTrain?: boolean;
  /** how pictures are changed at random before each step, drawn by the seed; in this order. Default: not at all */
  readonly augment?: readonly AugmentationInput[];
  /** when to end before `epochs`, and whose weights to keep; default never */
  readonly earlyStopping?: EarlyStopping;
  /** measure every layer's health after each epoch, and say at the end what is wrong; default false */
  readonly doctor?: boolean;
  /** for the doctor, where a training goes on: the reports of the epochs before. Default none */
  readonly earlier?: readonly Pick<EpochReport, "learningRate" | "batchLoss" | "train" | "validation" | "health">[];
  /** called after each epoch, and waited for */
  onEpoch?(report: EpochReport): void | Promise<void>;
  /** called after each update */
  onStep?(report: StepReport): void;
  /** stops between two steps, and between two chunks of an evaluation; `fit` then throws the signal's reason */
  readonly signal?: { readonly aborted: boolean; readonly reason?: unknown };
  /** lets a page's other work run while it trains: `pause` of minibatch/web */
  readonly pause?: Pause;
}
