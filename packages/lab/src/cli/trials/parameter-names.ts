/** The names of an experiment's parameters, in the order in which they were written. */
import type { ExperimentRecord, TrialRecord } from "../../store/store.ts";

/** The spec's first; then those that only trials have, as they come. */
export function parameterNames(
  { spec }: Pick<ExperimentRecord, "spec">,
  trials: readonly Pick<TrialRecord, "parameters">[],
): string[] {
  const written = "parameters" in spec && typeof spec.parameters === "object" ? Object.keys(spec.parameters ?? {}) : [];
  return [...new Set([...written, ...trials.flatMap(({ parameters }) => Object.keys(parameters))])];
}
