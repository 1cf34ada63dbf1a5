import type { ExperimentSpec, ParameterSpec, Scalar } from "../../experiment/spec.ts";
import type { Assignment } from "./assignment.ts";
import { numberAxis } from "./number-axis.ts";

/** A value for every parameter; `nextUniform` gives one number of [0, 1) for each, in the experiment's order. */
export function drawAssignment(spec: ExperimentSpec, nextUniform: (dimension: number) => number): Assignment {
  const parameters = Object.entries(spec.parameters);
  return Object.fromEntries(parameters.map(([name, parameter], i) => [name, drawValue(parameter, nextUniform(i))]));
}

/** The value at quantile u of a parameter's distribution. */
export function drawValue(parameter: ParameterSpec, u: number): Scalar {
  if (parameter.kind === "choice") {
    return parameter.values[Math.floor(u * parameter.values.length)]?.label ?? null;
  }
  const axis = numberAxis(parameter);
  return axis.valueAt(axis.low + u * (axis.high - axis.low));
}
