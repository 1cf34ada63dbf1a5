/**
 * The lab, for a file that describes an experiment. All else it does is the command `minibatch`.
 *
 * @module minibatch-lab
 */

export { defineExperiment } from "./experiment/define-experiment.ts";
export type {
  DataInput,
  EarlyStoppingInput,
  ExperimentInput,
  ObjectiveInput,
  ParameterInput,
  PruningInput,
  SearchInput,
  TrainingInput,
  ValuesInput,
} from "./experiment/experiment-input.ts";
export type {
  EarlyStoppingSpec,
  ExperimentData,
  ExperimentSpec,
  Json,
  LabelledValue,
  ObjectiveSpec,
  ParameterSpec,
  Point,
  PruningSpec,
  Scalar,
  SearchSpec,
  TrainingSpec,
} from "./experiment/spec.ts";
