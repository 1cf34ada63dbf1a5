/**
 * What an experiment is: frozen JSON, complete. `defineExperiment` (and the readers of files) make it from what a user
 * writes, fill in the defaults and check it; everything below trusts it. It is hashed, stored, drawn and sent to
 * workers on other machines.
 */
import type { AugmentationSpec, ModelInput, OptimizerInput } from "minibatch";
import type { AnyData, HiddenModel, StepsInput } from "minibatch-data/sets";
import type { Json } from "../json/json.ts";

/**
 * As a training's, but that a seed may be null: each trial then draws its split, or its rows, by its own seed, as the
 * report does.
 */
export type ExperimentData = AnyData;

/**
 * A parameter's value in a trial: the number drawn, the choice itself where it is a scalar, else the choice's label.
 */
export type Scalar = string | number | boolean | null;

/**
 * A point of the search space: the value of each parameter that applies. One that does not (its `when` fails) is
 * absent.
 */
export type Point = Readonly<Record<string, Scalar>>;

/** One of the values of a choice. For scalars label and value are the same. */
export interface LabelledValue {
  readonly label: Scalar;
  readonly value: Json;
}

interface CommonParameter {
  /**
   * Where the value goes: paths in the trial's description such as `optimizer.learningRate`, `model.layers[0].units`,
   * `optimizer` (a whole one), `training.batchSize`. Default: the parameter's own name. None: a training of one's own
   * is given it by name.
   */
  readonly at: readonly string[];
  /** Applies only where each named parameter applies and has one of these values (labels). Empty: always. */
  readonly when: Readonly<Record<string, readonly Scalar[]>>;
}

/** The values that a parameter may take. */
export type ParameterSpec = CommonParameter &
  (
    | { readonly kind: "choice"; readonly values: readonly LabelledValue[] }
    /** low <= value < high; `steps`: that many evenly spaced values, ends included, in a grid; null: none given */
    | { readonly kind: "uniform"; readonly low: number; readonly high: number; readonly steps: number | null }
    /** as uniform, in the logarithm */
    | { readonly kind: "log-uniform"; readonly low: number; readonly high: number; readonly steps: number | null }
    /** whole numbers, both ends included; in a grid all of them, or `steps` of them evenly spaced */
    | { readonly kind: "integer"; readonly low: number; readonly high: number; readonly steps: number | null }
  );

/** Which points are tried. A configuration is one point; each is trained at `repeats` seeds. */
export type SearchSpec =
  /** every combination, the last parameter fastest; parameters named in one list of `together` move side by side */
  | { readonly kind: "grid"; readonly together: readonly (readonly string[])[] }
  /** all parameters side by side: the first values, the second ones, ... */
  | { readonly kind: "zip" }
  | { readonly kind: "random"; readonly configurations: number }
  /** quasi-random: S. Joe and F. Y. Kuo 2008's direction numbers, scrambled by the experiment's seed */
  | { readonly kind: "sobol"; readonly configurations: number }
  /**
   * Tree-structured Parzen estimator (J. Bergstra et al., NeurIPS 2011). `startup` random configurations, then `batch`
   * at a time, each batch drawn from what all earlier ones gave, so that the points do not depend on the number of
   * workers.
   */
  | {
      readonly kind: "tpe";
      readonly configurations: number;
      readonly startup: number;
      readonly batch: number;
      /** points drawn from the good ones' density for each one kept */
      readonly candidates: number;
    };

/** Which trainings are ended before their last epoch. */
export type PruningSpec =
  | { readonly kind: "none" }
  /**
   * Median rule (D. Golovin et al., KDD 2017, section 3.2.2; Optuna's MedianPruner): at epoch `warmupEpochs` and every
   * `everyEpochs` after it a trial ends when its best figure so far is worse than the median of what the trials of the
   * same repeat had there; a figure is that of the network which would be kept, where the best epoch's weights are put
   * back. Compared are only configurations of earlier waves of `wave` configurations, so that nothing depends on the
   * number of workers.
   */
  | {
      readonly kind: "median";
      readonly warmupEpochs: number;
      readonly everyEpochs: number;
      readonly wave: number;
    }
  /**
   * Successive halving (K. Jamieson and A. Talwalkar 2016): rungs at minEpochs * factor^k epochs; of the configurations
   * at a rung the best 1/factor go on, judged by their mean over the repeats. `asynchronous`: ASHA (L. Li et al. 2020),
   * which promotes without waiting for the rung to be full; which ones go on then depends on the order in which trials
   * end, and so on the number of workers.
   */
  | {
      readonly kind: "successive-halving";
      readonly minEpochs: number;
      readonly factor: number;
      readonly asynchronous: boolean;
    };

export const OBJECTIVES = ["validation-loss", "validation-accuracy", "train-loss", "train-accuracy"] as const;

/** A figure that the library tells of a network after each epoch. */
export type NetworkMetric = (typeof OBJECTIVES)[number];

export interface ObjectiveSpec {
  /** one of `OBJECTIVES`: losses are minimized, accuracies maximized; of a training of one's own, any of its figures */
  readonly metric: string;
  /** of a training of one's own alone */
  readonly goal?: "min" | "max";
  /**
   * Whose figure a trial's is. Where early stopping puts the best epoch's weights back, with either: that of the
   * network that is kept. Else `last`: after its last epoch; `best`: the best over its epochs, and no such network is
   * kept
   */
  readonly at: "last" | "best";
}

/**
 * Ends a training whose metric no longer improves, and puts the best epoch's weights back however it ends; as the
 * library's.
 */
export interface EarlyStoppingSpec {
  readonly metric: NetworkMetric;
  readonly patience: number;
  readonly minDelta: number;
  readonly restoreBest: boolean;
}

/** As the library's, but that an object may name the classes of the data. */
export type ClassWeightsSpec = "balanced" | readonly number[] | Readonly<Record<string, number>>;

export interface TrainingSpec {
  readonly epochs: number;
  readonly batchSize: number;
  /** evaluate the whole training split after each epoch */
  readonly evaluateTrain: boolean;
  /** evaluate the test split once, with the network that is kept */
  readonly evaluateTest: boolean;
  /** measure every layer's health after each epoch */
  readonly doctor: boolean;
  /** how much the training rows of each class count, as the library's; absent: all alike */
  readonly classWeights?: ClassWeightsSpec;
  readonly earlyStopping: EarlyStoppingSpec | null;
  /** how pictures are changed at random; absent: not at all */
  readonly augment?: readonly AugmentationSpec[];
}

/** A trained network whose tensors a training begins with, by their names; as the library's. */
export interface StartSpec {
  /** its file, from the experiment's folder, and the SHA-256 of its bytes */
  readonly model: string;
  readonly sha256: string;
  /** whose tensors are taken; none: nothing is; null: all */
  readonly layers: readonly string[] | null;
  readonly strict: boolean;
}

/** A training of one's own: a module whose `train` gives figures after each epoch. */
export interface OwnTrainingSpec {
  /** its path from the experiment's folder, which it does not leave, with `./` in front */
  readonly module: string;
  /** given to `train` as they are */
  readonly options: Readonly<Record<string, Json>>;
  /** it gives figures so many times at most */
  readonly epochs: number;
}

/** A complete experiment: networks that the library trains, or trainings of one's own. */
export type ExperimentSpec = NetworkExperimentSpec | OwnExperimentSpec;

export interface NetworkExperimentSpec extends CommonSpec {
  readonly data: ExperimentData;
  readonly model: ModelInput | HiddenModel;
  readonly optimizer: OptimizerInput;
  readonly training: TrainingSpec;
  /** absent: all tensors are drawn */
  readonly start?: StartSpec;
  readonly objective: ObjectiveSpec & { readonly metric: NetworkMetric };
}

/** `model` is null in these alone. */
export interface OwnExperimentSpec extends CommonSpec {
  /** null: it has none, or brings its own */
  readonly data: ExperimentData | null;
  readonly model: null;
  readonly optimizer: null;
  readonly training: OwnTrainingSpec;
}

interface CommonSpec {
  readonly kind: "sweep";
  /** letters, digits, `.`, `_`, `-`: its name in the store, on the command line and in file names */
  readonly name: string;
  readonly description: string;
  /** how rows of a file become numbers; absent without one, for the rows of named sets are numbers */
  readonly preprocessing?: StepsInput;
  readonly numerics: "fast" | "strict";
  /** in the order in which they were written */
  readonly parameters: Readonly<Record<string, ParameterSpec>>;
  readonly search: SearchSpec;
  readonly pruning: PruningSpec;
  /** seeds per configuration: `seed`, `seed + 1`, ... Repeat r of every configuration has the same seed: paired runs */
  readonly repeats: number;
  readonly seed: number;
  readonly objective: ObjectiveSpec;
  /** the report tells in which epoch each configuration reaches it; null: none */
  readonly threshold: number | null;
}
