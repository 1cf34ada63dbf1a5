/** A trial's description: the experiment's own, with the point's values at their paths. */

import type { Json } from "../json/json.ts";
import { formatPath, parsePath, type Segments } from "../json/path.ts";
import { showValue } from "../json/show-value.ts";
import { ExperimentError } from "./experiment-error.ts";
import { findLabelled } from "./label-lookup.ts";
import { listNames } from "./list-names.ts";
import type { ExperimentSpec, NetworkExperimentSpec, OwnExperimentSpec, ParameterSpec, Point, Scalar } from "./spec.ts";
import { whereOfPath } from "./where-of-path.ts";

/** What parameters may change. */
export type Changeable = Pick<NetworkExperimentSpec, Part> | Pick<OwnExperimentSpec, Exclude<Part, "start">>;

type Part = "data" | "preprocessing" | "model" | "optimizer" | "training" | "start";

export interface Assignment {
  readonly parameter: string;
  /** where the user wrote the path */
  readonly where: Segments;
  readonly segments: Segments;
  readonly value: Json;
}

/**
 * Who writes what where, whole things before their parts: `optimizer` before `optimizer.learningRate`. Throws
 * ExperimentError for a value that the parameter does not have.
 */
export function assignmentsOf(parameters: ExperimentSpec["parameters"], point: Point): readonly Assignment[] {
  return Object.entries(point)
    .flatMap(([name, scalar]) => {
      const parameter = parameterNamed(parameters, name);
      const value = findValue(name, parameter, scalar);
      return placesOf(name, parameter).map((place) => ({ ...place, value }));
    })
    .sort((a, b) => a.segments.length - b.segments.length);
}

/** The value of each parameter, by name, where a choice has labels. Throws ExperimentError as `assignmentsOf`. */
export function valuesOf(parameters: ExperimentSpec["parameters"], point: Point): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    Object.entries(point).map(([name, scalar]) => [name, findValue(name, parameterNamed(parameters, name), scalar)]),
  );
}

function parameterNamed(parameters: ExperimentSpec["parameters"], name: string): ParameterSpec {
  const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (parameter === undefined) throw new ExperimentError(["parameters", name], "is not a parameter");
  return parameter;
}

type Place = Omit<Assignment, "value">;

/** of a spec, which is frozen: read once, for a sweep of many trials */
const placesOfParameter = new WeakMap<ParameterSpec, readonly Place[]>();

function placesOf(name: string, parameter: ParameterSpec): readonly Place[] {
  const known = placesOfParameter.get(parameter);
  if (known?.[0]?.parameter === name) return known;
  const places = parameter.at.map((path, index) => {
    const segments = parsePath(path);
    const where = whereOfPath(name, parameter, index);
    if (segments === null) throw new ExperimentError(where, `${path} is not a path`);
    return { parameter: name, where, segments };
  });
  placesOfParameter.set(parameter, places);
  return places;
}

type Described = { readonly [Of in Exclude<Part, "start">]: unknown } & { readonly start?: unknown };

/** Throws ExperimentError where a path leads nowhere. What it gives is not checked. */
export function applyAssignments(
  { data, preprocessing, model, optimizer, training, ...rest }: Changeable,
  assignments: readonly Assignment[],
): Described {
  const start = "start" in rest && rest.start !== undefined ? { start: rest.start } : {};
  const own = preprocessing === undefined ? start : { preprocessing, ...start };
  let description = { data, ...own, model, optimizer, training } as unknown as Json;
  const copied = new Set<Json>();
  for (const assignment of assignments) description = setAt(description, assignment, 0, copied);
  return description as unknown as Described;
}

function findValue(name: string, parameter: ParameterSpec, scalar: Scalar): Json {
  const path = ["parameters", name];
  if (parameter.kind === "choice") {
    const found = findLabelled(parameter.values, scalar);
    if (found !== undefined) return found;
    const labels = listNames(parameter.values.map(({ label }) => showValue(label)));
    throw new ExperimentError(path, `has no value ${showValue(scalar)}: it has ${labels}`);
  }
  const { low, high } = parameter;
  if (typeof scalar === "number" && scalar >= low && scalar <= high) return scalar;
  throw new ExperimentError(path, `has no value ${showValue(scalar)}: it goes from ${low} to ${high}`);
}

/** What is written to is copied, each list and object once: those in `copied` are ours. */
function setAt(node: Json | undefined, assignment: Assignment, depth: number, copied: Set<Json>): Json {
  const { segments, value } = assignment;
  const segment = segments[depth];
  if (segment === undefined) return value;
  if (typeof segment === "number") {
    if (!isList(node)) throw misplaced(assignment, depth, "is not a list");
    if (segment >= node.length) throw misplaced(assignment, depth, `has ${node.length} items, the first is [0]`);
    const items = (copied.has(node) ? node : [...node]) as Json[];
    items[segment] = setAt(items[segment], assignment, depth + 1, copied);
    copied.add(items);
    return items;
  }
  const given = openFields(node);
  if (given === null)
    throw misplaced(assignment, depth, isList(node) ? "is a list: say which, as [0]" : "has no parts");
  const fields = (copied.has(given) ? given : { ...given }) as Record<string, Json>;
  fields[segment] = setAt(fields[segment], assignment, depth + 1, copied);
  copied.add(fields);
  return fields;
}

/** A bare name stands for its kind, what is left out for an object without fields. */
function openFields(node: Json | undefined): Readonly<Record<string, Json>> | null {
  if (node === undefined || node === null) return {};
  if (typeof node === "string") return { kind: node };
  return typeof node === "object" && !isList(node) ? node : null;
}

function misplaced({ where, segments }: Assignment, depth: number, why: string): ExperimentError {
  const place = formatPath(segments.slice(0, depth));
  return new ExperimentError(where, `${formatPath(segments)} leads nowhere: ${place} ${why}`);
}

function isList(node: Json | undefined): node is readonly Json[] {
  return Array.isArray(node);
}
