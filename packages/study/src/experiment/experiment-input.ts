/**
 * What a user writes: only `name`, `data`, `model` and `optimizer` are needed. `defineExperiment` completes and checks
 * it.
 */
import type { AugmentationInput, ModelInput, OptimizerInput } from "minibatch";
import type { DataInput, FileInput, HiddenModel, StepsInput } from "minibatch-data/sets";
import type { ModuleDataInput } from "./schema/module-input.ts";
import type { ClassWeightsSpec, OBJECTIVES, Scalar } from "./spec.ts";

type Metric = (typeof OBJECTIVES)[number];

/**
 * A list labels its values itself: scalars by themselves, objects by their kind and what tells them apart, `{ label,
 * value }` as it says. A map gives labels, in the order it is written. JavaScript loses the order of labels such as
 * "64": in code these belong in a list of `{ label, value }`.
 */
export type ValuesInput = readonly unknown[] | { readonly [label: string]: unknown };

interface CommonParameterInput {
  /**
   * paths such as `optimizer.learningRate`, `model.layers[0].units`, `training.batchSize`; default: the parameter's
   * name
   */
  readonly at?: string | readonly string[] | undefined;
  /** applies only where each named parameter has this value, or one of these; default: always */
  readonly when?: Readonly<Record<string, Scalar | readonly Scalar[]>> | undefined;
}

interface RangeInput extends CommonParameterInput {
  readonly low: number;
  readonly high: number;
  /** evenly spaced values of a grid, ends included */
  readonly steps?: number | null | undefined;
}

/** A bare list is a choice of its values. */
export type ParameterInput =
  | readonly unknown[]
  | (CommonParameterInput & { readonly kind?: "choice" | undefined; readonly values: ValuesInput })
  | (RangeInput & { readonly kind: "uniform" | "log-uniform" | "integer" });

export type SearchInput =
  | "grid"
  | "zip"
  | { readonly kind: "grid"; readonly together?: readonly (readonly string[])[] | undefined }
  | { readonly kind: "zip" }
  | { readonly kind: "random" | "sobol"; readonly configurations: number }
  | {
      readonly kind: "tpe";
      readonly configurations: number;
      /** random configurations at the beginning; default 10, or all when there are fewer */
      readonly startup?: number | undefined;
      /** configurations drawn at a time; default 4, or pruning's wave where that is larger */
      readonly batch?: number | undefined;
      /** points drawn for each one kept; default 24 */
      readonly candidates?: number | undefined;
    };

export type PruningInput =
  | "none"
  | "median"
  | "successive-halving"
  | { readonly kind: "none" }
  | {
      readonly kind: "median";
      /** default: a fifth of the epochs, at least 1 */
      readonly warmupEpochs?: number | undefined;
      /** default 1 */
      readonly everyEpochs?: number | undefined;
      /** default 5, or tpe's batch where that is smaller */
      readonly wave?: number | undefined;
    }
  | {
      readonly kind: "successive-halving";
      /** default 1 */
      readonly minEpochs?: number | undefined;
      /** default 3 */
      readonly factor?: number | undefined;
      /** default false */
      readonly asynchronous?: boolean | undefined;
    };

/**
 * A trial's figure is that of the network that it keeps: the last epoch's, or the best one's where early stopping puts
 * its weights back. Only `at: "best"` without that is of another: the best over the epochs, and no such network is
 * kept.
 */
export type ObjectiveInput = Metric | { readonly metric: Metric; readonly at?: "last" | "best" | undefined };

export interface EarlyStoppingInput {
  /** default validation-loss; train-loss where some trial does not validate and the training split is evaluated */
  readonly metric?: Metric | undefined;
  readonly patience: number;
  /** default 0 */
  readonly minDelta?: number | undefined;
  /** put the best epoch's weights back however the training ends; default true */
  readonly restoreBest?: boolean | undefined;
}

export interface TrainingInput {
  /** default 10 */
  readonly epochs?: number | undefined;
  /** default 32, or all rows to train on where some trial has fewer */
  readonly batchSize?: number | undefined;
  /** default false */
  readonly evaluateTrain?: boolean | undefined;
  /** default false */
  readonly evaluateTest?: boolean | undefined;
  /** default false */
  readonly doctor?: boolean | undefined;
  /** a number for each class, an object in which the others count 1, or "balanced"; default: all alike */
  readonly classWeights?: ClassWeightsSpec | undefined;
  readonly earlyStopping?: EarlyStoppingInput | null | undefined;
  /** how pictures are changed at random, as the library's `fit` takes it; default: not at all */
  readonly augment?: readonly AugmentationInput[] | undefined;
}

export interface StartInput {
  /** file of a trained network, from the experiment's folder */
  readonly model: string;
  /** of the file; filled in by whoever reads it */
  readonly sha256?: string | undefined;
  /** whose tensors are taken; default null: all */
  readonly layers?: readonly string[] | null | undefined;
  /** default true */
  readonly strict?: boolean | undefined;
}

/** An experiment as it may be written; a complete one may be given back in. */
export interface ExperimentInput {
  /** for editors: where the JSON Schema of this file lies (`minibatch schema`) */
  readonly $schema?: string | undefined;
  readonly kind?: "sweep" | undefined;
  /** letters, digits, `.`, `_`, `-` */
  readonly name: string;
  readonly description?: string | undefined;
  /** a named set, or a file of one's own */
  readonly data: DataInput | FileInput | ModuleDataInput;
  /** how rows of a file become numbers; default auto */
  readonly preprocessing?: StepsInput | undefined;
  /** must be a valid model as it stands; parameters change it */
  readonly model: ModelInput | HiddenModel;
  /** must be a valid optimizer as it stands; parameters change it */
  readonly optimizer: OptimizerInput;
  readonly training?: TrainingInput | undefined;
  /** a trained network whose tensors training begins with; default null: all are drawn */
  readonly start?: StartInput | null | undefined;
  /** default fast */
  readonly numerics?: "fast" | "strict" | undefined;
  /** none: a single configuration */
  readonly parameters?: Readonly<Record<string, ParameterInput>> | undefined;
  /** default grid */
  readonly search?: SearchInput | undefined;
  /** default none */
  readonly pruning?: PruningInput | undefined;
  /** default 1; of a file also its folds, which validate in turn */
  readonly repeats?: number | { readonly folds: number } | undefined;
  /** 0 .. 2^32 - 1; default 1 */
  readonly seed?: number | undefined;
  /**
   * default: validation-accuracy of the network that is kept; a loss where some trial's loss has no accuracy, of the
   * training split where some trial does not validate and that one is evaluated
   */
  readonly objective?: ObjectiveInput | undefined;
  /** default null: none */
  readonly threshold?: number | null | undefined;
}
