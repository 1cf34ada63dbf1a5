/**
 * An assignment has a value for every parameter, whether it applies or not. Searches draw assignments, so that each
 * parameter keeps its own dimension.
 */
import type { ExperimentSpec, Point, Scalar } from "../../experiment/spec.ts";

export type Assignment = Readonly<Record<string, Scalar>>;

/** The point of an assignment: the values of the parameters that apply, in the experiment's order. */
export function applyConditions(spec: ExperimentSpec, assignment: Assignment): Point {
  const known = new Map<string, boolean>();
  const names = Object.keys(spec.parameters).filter((name) => applies(spec, assignment, name, known));
  return Object.fromEntries(names.map((name) => [name, assignment[name] ?? null]));
}

/**
 * Whether parameter `name` applies: every parameter in its `when` applies itself and has one of the values asked for.
 * `known` caches the answers for this assignment, because conditions may share conditions.
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
