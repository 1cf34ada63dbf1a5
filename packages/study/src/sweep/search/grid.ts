/** Every combination of values, the last parameter fastest. */
import type { ExperimentSpec, ParameterSpec, Point, Scalar, SearchSpec } from "../../experiment/spec.ts";
import type { Assignment } from "../space/assignment.ts";
import { distinctPoints } from "../space/distinct-points.ts";
import { countValues, listValues } from "../space/list-values.ts";
import { findOpenRange, findUnequal } from "./conflicts.ts";
import { fixedStrategy } from "./fixed-strategy.ts";
import type { Strategy } from "./strategy.ts";

type GridSearch = Extract<SearchSpec, { kind: "grid" }>;

/** One axis of the grid: a parameter, or several that move side by side; each row has a value for each of them. */
interface Side {
  readonly names: readonly string[];
  readonly rows: readonly (readonly Scalar[])[];
}

/** The most combinations of a grid: all are laid out at once, and nobody trains more. */
const MOST_COMBINATIONS = 1_000_000;

export const grid: Strategy<GridSearch> = fixedStrategy({
  findConflict: (spec, search) =>
    findOpenRange(spec, "grid") ??
    search.together.map((names) => findUnequal(spec, names)).find((reason) => reason !== null) ??
    findTooMany(spec, search),
  countConfigurations: (spec, search) => layOut(spec, search).length,
  layOut,
});

/** Where a parameter does not apply, its values would give the same point again. */
function layOut(spec: ExperimentSpec, search: GridSearch): Point[] {
  return distinctPoints(spec, combine(layOutSides(spec, search)));
}

/** The axes in the order of the experiment's parameters; one of several parameters stands where its first one does. */
function groupNames(spec: ExperimentSpec, search: GridSearch): readonly (readonly string[])[] {
  const groupOf = (name: string): readonly string[] => search.together.find((names) => names.includes(name)) ?? [name];
  const groups = Object.keys(spec.parameters).map((name) => groupOf(name));
  const seen = new Set<string | undefined>();
  return groups.filter(([first]) => !seen.has(first) && seen.add(first));
}

function layOutSides(spec: ExperimentSpec, search: GridSearch): Side[] {
  return groupNames(spec, search).map((names) => {
    const columns = names.map((name) => valuesOf(spec.parameters[name]));
    return { names, rows: (columns[0] ?? []).map((_, i) => columns.map((column) => column[i] ?? null)) };
  });
}

function valuesOf(parameter: ParameterSpec | undefined): readonly Scalar[] {
  return (parameter === undefined ? null : listValues(parameter)) ?? [];
}

/** All combinations of one row from each axis, the last axis fastest. */
function* combine(sides: readonly Side[], start: Assignment = {}): Generator<Assignment> {
  const [side, ...others] = sides;
  if (side === undefined) {
    yield start;
    return;
  }
  for (const row of side.rows) {
    const chosen = Object.fromEntries(side.names.map((name, i) => [name, row[i] ?? null]));
    yield* combine(others, { ...start, ...chosen });
  }
}

function findTooMany(spec: ExperimentSpec, search: GridSearch): string | null {
  const lengths = groupNames(spec, search).map(([first]) => {
    const parameter = first === undefined ? undefined : spec.parameters[first];
    return (parameter === undefined ? null : countValues(parameter)) ?? 1;
  });
  const combinations = lengths.reduce((product, length) => product * length, 1);
  if (combinations <= MOST_COMBINATIONS) return null;
  return (
    `Cannot lay out a grid: its ${lengths.join(" x ")} values make ${combinations} combinations, and at most ` +
    `${MOST_COMBINATIONS} are tried; give fewer steps, or use random or sobol`
  );
}
