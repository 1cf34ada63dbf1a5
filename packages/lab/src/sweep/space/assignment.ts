/** A value for every parameter, whether it applies or not: what searches draw, so that each parameter keeps its own dimension. */
import type { ExperimentSpec, Point, Scalar } from "../../experiment/spec.ts";

export type Assignment = Readonly<Record<string, Scalar>>;

/** The point that an assignment is: the values of the parameters that apply, in the order of the experiment's. */
export function applyConditions(spec: ExperimentSpec, assignment: Assignment): Point {
  const names = Object.keys(spec.parameters).filter((name) => applies(spec, assignment, name));
  return Object.fromEntries(names.map((name) => [name, assignment[name] ?? null]));
}

/** Whether each parameter that `name` depends on applies itself and has one of the values it asks for. */
export function applies(spec: ExperimentSpec, assignment: Assignment, name: string): boolean {
  const conditions = Object.entries(spec.parameters[name]?.when ?? {});
  return conditions.every(
    ([parent, labels]) => labels.includes(assignment[parent] ?? null) && applies(spec, assignment, parent),
  );
}
