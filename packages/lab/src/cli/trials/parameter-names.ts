/** The names of an experiment's parameters, and what their columns in a table are called. */
import type { ExperimentRecord, TrialRecord } from "../../store/store.ts";

/** The spec's first; then those that only trials have, as they come. */
export function parameterNames(
  { spec }: Pick<ExperimentRecord, "spec">,
  trials: readonly Pick<TrialRecord, "parameters">[],
): string[] {
  const written = "parameters" in spec && typeof spec.parameters === "object" ? Object.keys(spec.parameters ?? {}) : [];
  return [...new Set([...written, ...trials.flatMap(({ parameters }) => Object.keys(parameters))])];
}

/** Before a parameter's name where another column, or a figure, is called so. */
export const OF_PARAMETER = "parameter.";

/** A parameter that is named as another column is `parameter.NAME`. */
export function parameterColumns(parameters: readonly string[], others: Iterable<string>): string[] {
  const taken = new Set(others);
  return parameters.map((name) => {
    let column = name;
    while (taken.has(column)) column = OF_PARAMETER + column;
    taken.add(column);
    return column;
  });
}

/** The parameter that is meant by a name as a table has it; undefined where there is none. */
export function parameterOf(name: string, parameters: readonly string[]): string | undefined {
  if (parameters.includes(name)) return name;
  return name.startsWith(OF_PARAMETER) ? parameterOf(name.slice(OF_PARAMETER.length), parameters) : undefined;
}
