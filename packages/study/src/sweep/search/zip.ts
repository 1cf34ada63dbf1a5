/** All parameters move side by side: their first values, their second values, ... Equal points appear once. */
import type { ExperimentSpec, Point, SearchSpec } from "../../experiment/spec.ts";
import { distinctPoints } from "../space/distinct-points.ts";
import { listValues } from "../space/list-values.ts";
import { findOpenRange, findUnequal } from "./conflicts.ts";
import { fixedStrategy } from "./fixed-strategy.ts";
import type { Strategy } from "./strategy.ts";

export const zip: Strategy<Extract<SearchSpec, { kind: "zip" }>> = fixedStrategy({
  findConflict: (spec) => findOpenRange(spec, "zip") ?? findUnequal(spec, Object.keys(spec.parameters)),
  countConfigurations: (spec) => layOut(spec).length,
  layOut,
});

function layOut(spec: ExperimentSpec): Point[] {
  const columns = Object.entries(spec.parameters).map(([name, parameter]) => ({
    name,
    values: listValues(parameter) ?? [],
  }));
  const rows = columns[0]?.values ?? [null]; // without parameters: the one configuration that there is
  const assignments = rows.map((_, i) => columns.map(({ name, values }) => [name, values[i] ?? null] as const));
  return distinctPoints(spec, assignments.map(Object.fromEntries));
}
