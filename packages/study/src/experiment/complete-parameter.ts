/** From a parameter as it was written to its complete form. */

import type { Json } from "../json/json.ts";
import { ExperimentError } from "./experiment-error.ts";
import type { ParameterInput } from "./experiment-input.ts";
import { labelValues } from "./label-values.ts";
import type { ParameterSpec, Scalar } from "./spec.ts";

/** Each is tried beside all others. */
const MOST_PARAMETERS = 1_000;

/** `placeOf` says where one goes that does not say so itself. Throws ExperimentError. */
export function completeParameters(
  parameters: Readonly<Record<string, ParameterInput>>,
  placeOf: (name: string) => readonly string[],
): Readonly<Record<string, ParameterSpec>> {
  const count = Object.keys(parameters).length;
  if (count > MOST_PARAMETERS) {
    throw new ExperimentError(
      ["parameters"],
      `cannot be ${count}: at most ${MOST_PARAMETERS} are searched; give several paths (at) to those that move together`,
    );
  }
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [name, completeParameter(name, parameter, placeOf(name))]),
  );
}

/** Throws ExperimentError for values that need labels. */
export function completeParameter(
  name: string,
  input: ParameterInput,
  place: readonly string[] = [name],
): ParameterSpec {
  const given = isList(input) ? { values: input } : input;
  const at = listOf(given.at ?? place);
  if (at.length === 0 && place.length > 0) {
    throw new ExperimentError(
      ["parameters", name, "at"],
      "is empty: give a path such as optimizer.learningRate, or a list of paths",
    );
  }
  const common = { at, when: completeWhen(given.when ?? {}) };
  if ("values" in given) {
    // `plainJson` has checked what stands in it
    const values = given.values as readonly Json[] | Readonly<Record<string, Json>>;
    return { kind: "choice", values: labelValues(values, ["parameters", name, "values"]), ...common };
  }
  const { kind, low, high, steps } = given;
  return { kind, low, high, steps: steps ?? null, ...common };
}

function completeWhen(
  when: Readonly<Record<string, Scalar | readonly Scalar[]>>,
): Readonly<Record<string, readonly Scalar[]>> {
  return Object.fromEntries(Object.entries(when).map(([name, labels]) => [name, listOf(labels)]));
}

function listOf<T extends Scalar>(value: T | readonly T[]): readonly T[] {
  return typeof value === "object" && value !== null ? value : [value];
}

function isList(input: ParameterInput): input is readonly unknown[] {
  return Array.isArray(input);
}
