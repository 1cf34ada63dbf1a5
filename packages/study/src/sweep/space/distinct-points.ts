import type { ExperimentSpec, Point } from "../../experiment/spec.ts";
import { type Assignment, applyConditions } from "./assignment.ts";
import { pointKey } from "./point-key.ts";

/** The points of the assignments, each where it comes first. */
export function distinctPoints(spec: ExperimentSpec, assignments: Iterable<Assignment>): Point[] {
  const points = new Map<string, Point>();
  for (const assignment of assignments) {
    const point = applyConditions(spec, assignment);
    const key = pointKey(spec, point);
    if (!points.has(key)) points.set(key, point);
  }
  return [...points.values()];
}
