import { UsageError } from "../../errors.ts";
import type { ExperimentSpec, Point } from "../../experiment/spec.ts";
import { type Assignment, applyConditions } from "./assignment.ts";
import { pointKey } from "./point-key.ts";

/** Draws that gave nothing new, one after the other, after which a space counts as exhausted. */
const MOST_DRAWS = 1_000_000;

/**
 * The first `count` different points among those that `draw(0)`, `draw(1)`, ... give. Equal ones are passed over: with the same seeds they
 * would be the same trainings. Throws UsageError when there are no more.
 */
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
        `Cannot draw ${count} different configurations: after ${points.size}, ${MOST_DRAWS} draws gave no other; lower search.configurations, or use a grid`,
      );
    }
  }
  return [...points.values()];
}
