/**
 * The lab, for a file that describes an experiment. All else it does is the command `minibatch`.
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
  ObjectiveInput,
  ObjectiveSpec,
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
