/**
 * The lab, for a file that describes an experiment, or is a training of one's own. All else it does is the command
 * `minibatch`.
 *
 * @module minibatch-lab
 */

export type {
  DataInput,
  EarlyStoppingInput,
  EarlyStoppingSpec,
  ExperimentData,
  ExperimentInput,
  ExperimentSpec,
  Json,
  LabelledValue,
  NetworkExperimentSpec,
  ObjectiveInput,
  ObjectiveSpec,
  OwnExperimentInput,
  OwnExperimentSpec,
  OwnObjectiveInput,
  OwnTrainingInput,
  OwnTrainingSpec,
  ParameterInput,
  ParameterSpec,
  Point,
  PruningInput,
  PruningSpec,
  Scalar,
  SearchInput,
  SearchSpec,
  TrainingInput,
  TrainingSpec,
  ValuesInput,
} from "study";
export { defineExperiment } from "./define-experiment.ts";
export {
  type DataRows,
  type DataSplits,
  defineData,
  defineTraining,
  type OwnData,
  type OwnTraining,
  type TrainingFigures,
  type TrainingInputs,
} from "./modules/define-modules.ts";
