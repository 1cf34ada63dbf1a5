import type { ExperimentSpec, Point } from "../../experiment/spec.ts";

/** A text that two points share when they are equal. A database may have changed the order of a point's parameters. */
export function pointKey(spec: ExperimentSpec, point: Point): string {
  // what does not apply is absent, and undefined within an array is written as null: the index tells it from a null
  return JSON.stringify(
    Object.keys(spec.parameters).flatMap((name, i) => (Object.hasOwn(point, name) ? [i, point[name]] : [])),
  );
}
