/** Different points of a search space; equal points would be the same training. */
import { UsageError } from "../../errors.ts";
import type { ExperimentSpec, Point } from "../../experiment/spec.ts";
import { type Assignment, applyConditions } from "./assignment.ts";

/** After this many draws in a row without a new point, a space counts as exhausted. */
const MOST_DRAWS = 1_000_000;

/** The different points of the assignments, in the order of their first appearance. */
export function distinctPoints(spec: ExperimentSpec, assignments: Iterable<Assignment>): Point[] {
  const points = new Map<string, Point>();
  for (const assignment of assignments) {
    const point = applyConditions(spec, assignment);
    const key = pointKey(spec, point);
    if (!points.has(key)) points.set(key, point);
  }
  return [...points.values()];
}

/** The first `count` different points among `draw(0)`, `draw(1)`, ... Throws UsageError when there are no more. */
export function drawDistinctPoints(spec: ExperimentSpec, count: number, draw: (index: number) => Assignment): Point[] {
  const points = new Map<string, Point>();
  let since = 0;
  for (let index = 0; points.size < count; index++) {
    const point = applyConditions(spec, draw(index));
    const key = pointKey(spec, point);
    since = points.has(key) ? since + 1 : 0;
    points.set(key, points.get(key) ?? point);
    if (since > MOST_DRAWS) {
      throw new UsageError(
        `Cannot draw ${count} different configurations: after ${points.size}, ${MOST_DRAWS} draws gave no other; ` +
          "lower search.configurations, or use a grid",
      );
    }
  }
  return [...points.values()];
}

/** A text that is equal for equal points. A database may have reordered a point's parameters. */
export function pointKey(spec: ExperimentSpec, point: Point): string {
  // a parameter that does not apply is absent; the index keeps it apart from one whose value is null
  return JSON.stringify(
    Object.keys(spec.parameters).flatMap((name, i) => (Object.hasOwn(point, name) ? [i, point[name]] : [])),
  );
}
