/**
 * A value for every parameter, whether it applies or not: what searches draw, so that each parameter keeps its own
 * dimension.
 */
import type { ExperimentSpec, Point, Scalar } from "../../experiment/spec.ts";

export type Assignment = Readonly<Record<string, Scalar>>;

/** The point that an assignment is: the values of the parameters that apply, in the order of the experiment's. */
export function applyConditions(spec: ExperimentSpec, assignment: Assignment): Point {
  const known = new Map<string, boolean>();
  const names = Object.keys(spec.parameters).filter((name) => applies(spec, assignment, name, known));
  return Object.fromEntries(names.map((name) => [name, assignment[name] ?? null]));
}

/**
 * Whether each parameter that `name` depends on applies itself and has one of the values it asks for. `known` keeps
 * what was found of this assignment: conditions that share conditions would be gone through in every combination.
 */
export function applies(
  spec: ExperimentSpec,
  assignment: Assignment,
  name: string,
  known: Map<string, boolean> = new Map(),
): boolean {
  const before = known.get(name);
  if (before !== undefined) return before;
  const found = Object.entries(spec.parameters[name]?.when ?? {}).every(
    ([parent, labels]) => applies(spec, assignment, parent, known) && labels.includes(assignment[parent] ?? null),
  );
  known.set(name, found);
  return found;
}
