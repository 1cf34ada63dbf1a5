/**
 * The library as a page of dense networks needs it: all that `minibatch` exports, with the layers dense, dropout,
 * flatten and reshape, three losses, and all initializers but orthogonal and torch-linear. It has no weights of rows,
 * losses of one's own, starts from another model, or options of habits.
 *
 * @module minibatch/core
 */

export type { ActivationKind, ActivationSpec } from "./activations/activations.ts";
export type { AugmentationSpec } from "./augmentations/augmentations.ts";
export { type AugmentationInput, defineAugmentations } from "./augmentations/define-augmentations.ts";
export { type DecodedCheckpoint, decodeCheckpoint } from "./checkpoint/decode.ts";
export { encodeCheckpoint } from "./checkpoint/encode.ts";
export type { NamedArray } from "./checkpoint/format.ts";
export { type CompressOptions, compressRows, compressRowsIfSparse, shareOfNonZero } from "./data/compress-rows.ts";
export type { ClassLabels, CompressedRows, Dataset, DenseRows, Rows, Targets, TargetValues } from "./data/dataset.ts";
export type { Slices } from "./data/slices.ts";
export { applyChange } from "./diagnosis/apply-change.ts";
export type { Advice, Change, ChangeValue, Finding, FindingKind } from "./diagnosis/finding.ts";
export { DataError, FormatError, SpecError } from "./errors.ts";
export { defineInitializer, type InitializerInput } from "./initializers/define-initializer.ts";
export { initialize, type TensorShape } from "./initializers/initialize.ts";
export type { InitializerSpec } from "./initializers/spec.ts";
export type { DenseSpec } from "./layers/dense.ts";
export type { DropoutSpec } from "./layers/dropout.ts";
export type { RegularizerSpec } from "./layers/layer.ts";
export type { LayerSpec } from "./layers/layers.ts";
export type { LossRule } from "./losses/loss.ts";
export { defineLoss, type Loss, type LossKind, lossKindOf, ruleOfLoss } from "./losses/losses.ts";
export type { LossSpec } from "./losses/more-losses.ts";
export { cos } from "./math/cos.ts";
export { erf } from "./math/erf.ts";
export { exp } from "./math/exp.ts";
export type { FloatArray, Precision } from "./math/float-array.ts";
export { log } from "./math/log.ts";
export { sin } from "./math/sin.ts";
export { accuracy, binaryAccuracy } from "./metrics/accuracy.ts";
export { confusionMatrix } from "./metrics/confusion-matrix.ts";
export { meanAbsoluteError } from "./metrics/mean-absolute-error.ts";
export { meanLoss } from "./metrics/mean-loss.ts";
export { type PrecisionRecall, type PrecisionRecallReport, precisionRecall } from "./metrics/precision-recall.ts";
export { predictBits, predictClasses } from "./metrics/predict-classes.ts";
export { rocAuc } from "./metrics/roc-auc.ts";
export { topKAccuracy } from "./metrics/top-k-accuracy.ts";
export { defineModel, type LayerInput, type LossInput, type ModelInput } from "./model/define-model.ts";
export {
  featuresOf,
  flattenLayers,
  layoutOf,
  outputsOf,
  type ParameterLayout,
  type PlacedLayer,
  placeLayers,
  shapesOf,
  type TensorPlace,
  workOf,
} from "./model/layout.ts";
export { type ModelPlan, planModel } from "./model/plan-model.ts";
export type { ModelSpec } from "./model/spec.ts";
export { defineOptimizer, type OptimizerInput } from "./optimizers/define-optimizer.ts";
export { type OptimizerPlan, planOptimizer } from "./optimizers/plan-optimizer.ts";
export type { CommonOptions, Flavour, OptimizerKind, OptimizerSpec } from "./optimizers/spec.ts";
export type { Blas, BlasChoice } from "./plan/blas.ts";
export type {
  Answer,
  Backend,
  BatchRows,
  Executor,
  Feed,
  FeedTensors,
  FeedUse,
  Numerics,
  Program,
  Space,
} from "./plan/executor.ts";
export type { Operation, OperationKind } from "./plan/operation.ts";
export { type Extent, MOST_STEPS, type NumberType, type Role, sizeOf, type Tensor } from "./plan/tensor.ts";
export type { Thread, ThreadHost, ThreadOrder } from "./plan/thread-host.ts";
export type { UpdateFormula } from "./plan/update-formula.ts";
export { below } from "./random/below.ts";
export { fillDropoutMask } from "./random/dropout-mask.ts";
export { createNormalSource, fillNormal } from "./random/normal.ts";
export { drawPermutation } from "./random/permutation.ts";
export { shuffle } from "./random/shuffle.ts";
export { createStream, type Purpose, type Stream } from "./random/stream.ts";
export { fillTruncatedNormal } from "./random/truncated-normal.ts";
export { fillUniform } from "./random/uniform.ts";
export { createReferenceBackend } from "./reference/backend.ts";
export { createPlateau, type Plateau } from "./schedules/create-plateau.ts";
export { defineSchedule, type ScheduleInput } from "./schedules/define-schedule.ts";
export type { PlateauSpec } from "./schedules/reduce-on-plateau.ts";
export { scheduleFactor } from "./schedules/schedule-factor.ts";
export type { SchedulePosition, ScheduleSpec, ScheduleUnit } from "./schedules/spec.ts";
export { createTrainer, type RestoreOptions, restoreTrainer, type TrainerOptions } from "./train/create-trainer.ts";
export { DivergedError } from "./train/diverged-error.ts";
export type { LayerHealth } from "./train/doctor.ts";
export type {
  ClassWeights,
  EarlyStopping,
  EpochReport,
  FitOptions,
  Pause,
  SplitFigures,
  StepReport,
} from "./train/fit-options.ts";
export {
  checkGradients,
  type GradientCheck,
  type GradientCheckOptions,
  type TensorCheck,
} from "./train/gradient-check.ts";
export type { CustomLoss, LossAndGradient } from "./train/own-loss.ts";
export { planTraining, type TrainingPlan } from "./train/plan-training.ts";
export type { StepOptions } from "./train/step-once.ts";
export type { Trainer } from "./train/trainer.ts";
export type { Started, StartOptions } from "./train/warm-start.ts";
export type { NamedTensor } from "./train/weights.ts";
export { type BackendOptions, loadBackend } from "./wasm/load.ts";
