/** How many different points a search space has. */
import type { ExperimentSpec, ParameterSpec, Scalar } from "../../experiment/spec.ts";
import { applies } from "./assignment.ts";

/**
 * The number of different points, or `limit` when there are at least as many. Ranges of real numbers count as `limit`.
 * The values of a parameter on which others depend are tried one by one; the others multiply.
 */
export function countPoints(spec: ExperimentSpec, limit: number): number {
  const parents = new Set(Object.values(spec.parameters).flatMap(({ when }) => Object.keys(when)));
  const names = orderByDependence(spec);

  const countFrom = (i: number, assignment: Record<string, Scalar>): number => {
    const name = names[i];
    const parameter = name === undefined ? undefined : spec.parameters[name];
    if (name === undefined || parameter === undefined) return 1;
    if (!applies(spec, assignment, name)) return countFrom(i + 1, assignment);
    if (parameter.kind === "uniform" || parameter.kind === "log-uniform") return limit;
    if (!parents.has(name)) return Math.min(limit, sizeOf(parameter) * countFrom(i + 1, assignment));
    let sum = 0;
    for (let k = 0; k < sizeOf(parameter) && sum < limit; k++) {
      sum += countFrom(i + 1, { ...assignment, [name]: nthValue(parameter, k) });
    }
    return Math.min(limit, sum);
  };
  return countFrom(0, {});
}

type DiscreteParameter = Extract<ParameterSpec, { kind: "choice" | "integer" }>;

function sizeOf(parameter: DiscreteParameter): number {
  return parameter.kind === "choice" ? parameter.values.length : parameter.high - parameter.low + 1;
}

function nthValue(parameter: DiscreteParameter, k: number): Scalar {
  return parameter.kind === "choice" ? (parameter.values[k]?.label ?? null) : parameter.low + k;
}

/** Names of the parameters, each after those it depends on. */
function orderByDependence(spec: ExperimentSpec): string[] {
  const ordered = new Set<string>();
  const visit = (name: string): void => {
    for (const parent of Object.keys(spec.parameters[name]?.when ?? {})) visit(parent);
    ordered.add(name);
  };
  for (const name of Object.keys(spec.parameters)) visit(name);
  return [...ordered];
}
