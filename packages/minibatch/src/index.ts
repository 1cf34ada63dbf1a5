/** The only door. */

export { type DecodedCheckpoint, decodeCheckpoint } from "./checkpoint/decode.ts";
export { encodeCheckpoint } from "./checkpoint/encode.ts";
export type { NamedArray } from "./checkpoint/format.ts";
export { compressRows, compressRowsIfSparse, shareOfNonZero } from "./data/compress-rows.ts";
export type { ClassLabels, CompressedRows, Dataset, DenseRows, Rows, Targets, TargetValues } from "./data/dataset.ts";
export { DataError, FormatError, SpecError } from "./errors.ts";
export type { Backend, FloatArray, Kernels, Numerics, Precision } from "./kernels/kernels.ts";
export { type BackendOptions, loadBackend } from "./kernels/load.ts";
export { defineModel, type LayerInput, type ModelInput } from "./model/define-model.ts";
export { layoutOf, type ParameterLayout, type TensorPlace } from "./model/layout.ts";
export type { ActivationSpec, DenseSpec, DropoutSpec, LayerSpec, ModelSpec, RegularizerSpec } from "./model/spec.ts";
export type { OptimizerSpec } from "./optimizers/spec.ts";
export type { ScheduleSpec } from "./schedules/spec.ts";
export { createTrainer, restoreTrainer, type TrainerOptions } from "./train/create-trainer.ts";
export { DivergedError } from "./train/diverged-error.ts";
export type { LayerHealth } from "./train/doctor.ts";
export type { EarlyStopping, EpochReport, FitOptions, Pause, SplitFigures, StepReport } from "./train/fit-options.ts";
export {
  checkGradients,
  type GradientCheck,
  type GradientCheckOptions,
  type TensorCheck,
} from "./train/gradient-check.ts";
export type { Trainer } from "./train/trainer.ts";
export type { NamedTensor } from "./train/weights.ts";
