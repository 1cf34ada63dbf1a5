/** What an experiment is, and what it tries next: pure, for pages and for the lab. */

export type { DataInput } from "minibatch-data/sets";
export { applyAssignments, assignmentsOf, valuesOf } from "./experiment/apply-point.ts";
export { buildNetworkTask, buildTask } from "./experiment/build-task.ts";
export { classWeightsOf } from "./experiment/class-weights-of.ts";
export { defineExperiment, openExperiment } from "./experiment/define-experiment.ts";
export { ExperimentError } from "./experiment/experiment-error.ts";
export type {
  EarlyStoppingInput,
  ExperimentInput,
  ObjectiveInput,
  ParameterInput,
  PruningInput,
  SearchInput,
  StartInput,
  TrainingInput,
  ValuesInput,
} from "./experiment/experiment-input.ts";
export { hashSpec } from "./experiment/hash-spec.ts";
export { experimentJsonSchema, networkJsonSchema, ownJsonSchema } from "./experiment/json-schema.ts";
export { listNames } from "./experiment/list-names.ts";
export { fileOfModule, moduleDataOf, SPLIT_COLUMN } from "./experiment/module-data.ts";
export { goalOf, goalOfName, storedMetric } from "./experiment/objective-goal.ts";
export { fileOf, isDrawnFileData, withFile } from "./experiment/own-data.ts";
export type { OwnExperimentInput, OwnObjectiveInput, OwnTrainingInput } from "./experiment/own-training/own-input.ts";
export type { OwnEpoch, OwnResult, OwnTask } from "./experiment/own-training/own-task.ts";
export { relocate } from "./experiment/relocate.ts";
export type { ModuleDataInput, OpenModuleData } from "./experiment/schema/module-input.ts";
export { shortNumber } from "./experiment/short-number.ts";
export {
  type EarlyStoppingSpec,
  type ExperimentData,
  type ExperimentSpec,
  type LabelledValue,
  type NetworkExperimentSpec,
  type NetworkMetric,
  OBJECTIVES,
  type ObjectiveSpec,
  type OwnExperimentSpec,
  type OwnTrainingSpec,
  type ParameterSpec,
  type Point,
  type PruningSpec,
  type Scalar,
  type SearchSpec,
  type StartSpec,
  type TrainingSpec,
} from "./experiment/spec.ts";
export { nearestName, suggestName } from "./experiment/suggest-name.ts";
export type {
  RowPreparation,
  SplitRecord,
  Task,
  TrainData,
  TrainEpoch,
  TrainResult,
  TrainTask,
} from "./experiment/train-task.ts";
export { lossOf } from "./experiment/trial-facts.ts";
export type { Json } from "./json/json.ts";
export { advanceSweep } from "./sweep/advance-sweep.ts";
export { countTrials } from "./sweep/count-trials.ts";
export { rungEpochs } from "./sweep/pruning/rungs.ts";
export { FINAL_STATUSES, TRIAL_STATUSES, type TrialState, type TrialStatus } from "./sweep/sweep-state.ts";
