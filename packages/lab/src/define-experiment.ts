import {
  defineExperiment as completeExperiment,
  type DataInput,
  type ExperimentInput,
  type ExperimentSpec,
  fileOf,
  moduleDataOf,
  type NetworkExperimentSpec,
  type OwnExperimentInput,
  openExperiment,
} from "study";

/**
 * Checks an experiment and fills in every default; the result is frozen and can be given back in. One on a file of
 * one's own is checked in its form alone: what the file holds is found when the command reads it.
 *
 * @throws SpecError: one line that begins with the path, e.g. `parameters.momentum.values[1]: ...`
 */
export function defineExperiment(input: OwnExperimentInput): OwnExperimentInput;
export function defineExperiment(input: ExperimentInput & { readonly data: DataInput }): NetworkExperimentSpec;
export function defineExperiment(input: ExperimentInput): ExperimentInput;
export function defineExperiment(
  input: ExperimentInput | OwnExperimentInput,
): ExperimentSpec | ExperimentInput | OwnExperimentInput {
  if (moduleDataOf(input) !== null) return openExperiment(input);
  const file = fileOf(input);
  return file === null || file.found !== undefined ? completeExperiment(input) : openExperiment(input);
}
