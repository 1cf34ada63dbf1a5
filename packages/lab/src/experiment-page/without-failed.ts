/** An experiment's parameters without the values at which nothing can be trained, as far as they can be left out. */
import type { ExperimentSpec, ParameterSpec, Scalar } from "study";
import type { Configuration } from "./configuration.ts";
import type { DescribedExperiment } from "./describe-experiment.ts";

export interface WithoutFailed {
  readonly parameters: ExperimentSpec["parameters"];
  /** the configurations that these parameters still make */
  readonly kept: readonly Configuration[];
}

/** At every seed, so that another one is likely to fail too. */
export function failedThroughout({ trials }: Configuration): boolean {
  return trials.every(({ status }) => status === "failed");
}

/**
 * The parameters whose values are laid out side by side, each by itself where it is crossed with the others. Drawn
 * points would all change.
 */
function listSides({ search, parameters }: ExperimentSpec): readonly (readonly string[])[] {
  const names = Object.keys(parameters);
  if (search.kind === "zip") return [names];
  if (search.kind !== "grid") return [];
  const { together } = search;
  return [...together, ...names.filter((name) => !together.flat().includes(name)).map((name) => [name])];
}

type Choice = Extract<ParameterSpec, { readonly kind: "choice" }>;

/** Empty unless the values of each can be counted off, and no parameter's condition names one of them. */
function choicesOf(names: readonly string[], { parameters }: ExperimentSpec): readonly (readonly [string, Choice])[] {
  const isNamed = (name: string): boolean => Object.values(parameters).some(({ when }) => Object.hasOwn(when, name));
  const choices = names.flatMap((name) => {
    const parameter = parameters[name];
    return parameter?.kind === "choice" && !isNamed(name) ? [[name, parameter] as const] : [];
  });
  return choices.length === names.length ? choices : [];
}

type Row = readonly (readonly [name: string, label: Scalar])[];

/**
 * A value goes where every configuration that has it failed throughout; of parameters side by side, their values of one
 * row do. One that is named in a condition stays, for it may not be named then.
 */
export function dropFailed({ input, configurations }: DescribedExperiment): WithoutFailed {
  const { spec } = input;
  const parameters = { ...spec.parameters };
  let kept = configurations;
  for (const names of listSides(spec)) {
    const choices = choicesOf(names, spec);
    const rows = (choices[0]?.[1].values ?? []).map((_, i): Row => {
      return choices.map(([name, { values }]) => [name, values[i]!.label]);
    });
    const has = (row: Row, { point }: Configuration): boolean => row.every(([name, label]) => point[name] === label);
    const isDropped = rows.map((row) => {
      const those = configurations.filter((configuration) => has(row, configuration));
      return those.length > 0 && those.every(failedThroughout);
    });
    if (isDropped.every(Boolean)) continue;
    for (const [name, choice] of choices) {
      parameters[name] = { ...choice, values: choice.values.filter((_, i) => !isDropped[i]) };
    }
    kept = kept.filter((configuration) => !rows.some((row, i) => isDropped[i] && has(row, configuration)));
  }
  return { parameters, kept };
}
