/**
 * Every value is tried in a whole trial before anything is trained: the trial as it was written, the one of all first
 * values, and from there each other value of each parameter alone, and each condition under which a parameter applies.
 * A range is tried at both ends, where numbers are drawn from it at the last one before high, which is never drawn.
 */

import { formatPath, type Segments } from "../../json/path.ts";
import { showValue } from "../../json/show-value.ts";
import { float64Before } from "../../statistics/floating-point/float64-before.ts";
import { type Assignment, applyAssignments, assignmentsOf } from "../apply-point.ts";
import { ExperimentError } from "../experiment-error.ts";
import { includesLabel } from "../label-lookup.ts";
import type { ExperimentSpec, ParameterSpec, Point, Scalar } from "../spec.ts";
import type { Task } from "../train-task.ts";
import type { Requirements } from "./requirements.ts";

/**
 * `build` makes a point's task; `check` is what that must fulfil besides; `isTrial` is false for what was written,
 * where parameters change it in every trial. Throws ExperimentError.
 */
export function checkValues<T extends Task>(
  spec: ExperimentSpec,
  requirements: ReadonlyMap<string, Requirements>,
  build: (point: Point) => T,
  check: (task: T, isTrial: boolean) => void,
): void {
  const hasParameters = Object.keys(spec.parameters).length > 0;
  const attempt = (point: Point): ExperimentError | null => {
    try {
      check(build(point), !hasParameters || Object.keys(point).length > 0);
      return null;
    } catch (error) {
      if (!(error instanceof ExperimentError)) throw error;
      return error;
    }
  };
  const refusalOf = (point: Point, varied: string | null): ExperimentError | null => {
    const error = attempt(point);
    return error && blame(error, spec, point, varied, (other) => attempt(other) === null);
  };
  const tryPoint = (point: Point, varied: string | null): void => {
    const refusal = refusalOf(point, varied);
    if (refusal !== null) throw refusal;
  };
  tryPoint({}, null);
  if (!hasParameters) return;
  tryPoint(completePoint(spec, new Map()), null);
  for (const [name, parameter] of Object.entries(spec.parameters)) {
    const needed = requirements.get(name)!;
    const forced = new Map<string, Scalar>([...needed].map(([other, labels]) => [other, labels[0] as Scalar]));
    const pointAt = (value: Scalar): Point => completePoint(spec, new Map(forced).set(name, value));
    if (isDrawn(spec, parameter)) {
      tryPoint(pointAt(parameter.low), name);
      const refusal = refusalOf(pointAt(float64Before(parameter.high)), name);
      // high itself is told where it is refused too: it is what was written
      if (refusal !== null) throw refusalOf(pointAt(parameter.high), name) ?? refusal;
    } else {
      for (const value of samples(parameter)) tryPoint(pointAt(value), name);
    }
    for (const [other, labels] of needed) {
      for (const label of labels.slice(1)) tryPoint(completePoint(spec, new Map(forced).set(other, label)), name);
    }
  }
}

type RealRange = Extract<ParameterSpec, { readonly kind: "uniform" | "log-uniform" }>;

/** Whether its values are drawn, from low to below high; a grid lists them, with both ends. */
function isDrawn({ search }: ExperimentSpec, parameter: ParameterSpec): parameter is RealRange {
  const isReal = parameter.kind === "uniform" || parameter.kind === "log-uniform";
  return isReal && search.kind !== "grid" && search.kind !== "zip";
}

function samples(parameter: ParameterSpec): readonly Scalar[] {
  return parameter.kind === "choice" ? parameter.values.map(({ label }) => label) : [parameter.low, parameter.high];
}

/** The first value of every parameter that applies, but for those in `forced`. */
function completePoint({ parameters }: ExperimentSpec, forced: ReadonlyMap<string, Scalar>): Point {
  // a value may be null
  const choose = (name: string): Scalar =>
    (forced.has(name) ? forced.get(name) : samples(parameters[name]!)[0]) as Scalar;
  // asked once each: conditions that share conditions would be gone through in every combination
  const known = new Map<string, boolean>();
  const applies = (name: string): boolean => {
    const found = known.get(name) ?? areMet(parameters[name]!.when);
    known.set(name, found);
    return found;
  };
  const areMet = (when: ParameterSpec["when"]): boolean =>
    Object.entries(when).every(([other, labels]) => applies(other) && includesLabel(labels, choose(other)));
  const names = Object.keys(parameters).filter(applies);
  return Object.fromEntries(names.map((name) => [name, choose(name)]));
}

/** The error, told of the value in the experiment that brings it about. */
function blame(
  error: ExperimentError,
  spec: ExperimentSpec,
  point: Point,
  varied: string | null,
  isAccepted: (point: Point) => boolean,
): ExperimentError {
  if (error.segments[0] === "parameters") return error;
  const assignments = assignmentsOf(spec.parameters, point);
  const culprit = assignments.filter(({ segments }) => overlap(segments, error.segments)).at(-1);
  const where =
    varied !== null && varied !== culprit?.parameter ? ` (where ${varied} is ${showValue(point[varied])})` : "";
  if (culprit === undefined) {
    return blameMissing(error, spec, assignments) ?? new ExperimentError(error.segments, `${reasonOf(error)}${where}`);
  }
  const hint = hintAt(spec, culprit, (value) => isAccepted({ ...point, [culprit.parameter]: value }));
  return new ExperimentError(placeOf(culprit, spec, point, error), `${error.message}${where}${hint}`);
}

/** Where a part lacks something because it is there by nothing but a parameter of a path within it. */
function blameMissing(
  { segments }: ExperimentError,
  spec: ExperimentSpec,
  assignments: readonly Assignment[],
): ExperimentError | null {
  const part = segments.slice(0, -1);
  const within = assignments.find((other) => other.segments.length > part.length && overlap(other.segments, part));
  if (within === undefined) return null;
  const outer = assignments.filter((other) => other.segments.length <= part.length);
  let found: unknown = applyAssignments(spec, outer);
  for (const segment of part)
    found = (found as Readonly<Record<string | number, unknown>> | null | undefined)?.[segment];
  if (found !== undefined && found !== null) return null;
  const place = formatPath(part);
  return new ExperimentError(
    within.where,
    `${formatPath(within.segments)} goes through ${place}, which is not there: write ${place} with its ` +
      `${String(segments.at(-1))}`,
  );
}

/** Above 0, and below nearly every range's end. */
const SMALL = 1e-6;

/** What a range draws that its reader may not expect. */
function hintAt(
  spec: ExperimentSpec,
  { parameter, value }: Assignment,
  isAccepted: (value: number) => boolean,
): string {
  const range = spec.parameters[parameter]!;
  if (!isDrawn(spec, range)) return "";
  if (value === range.low) {
    const isZeroAlone = value === 0 && isAccepted(Math.min(SMALL, range.high / 2));
    return isZeroAlone ? "; low itself may be drawn, give one above 0" : "";
  }
  return value === range.high ? "" : "; whole numbers are drawn by kind integer";
}

function placeOf(culprit: Assignment, spec: ExperimentSpec, point: Point, error: ExperimentError): Segments {
  const path = ["parameters", culprit.parameter];
  // the library's words for a field that is not there: then the path is wrong, not the value
  const isUnknown = error.message.includes("has no such field") && error.segments.length <= culprit.segments.length;
  if (isUnknown) return culprit.where;
  const parameter = spec.parameters[culprit.parameter]!;
  const value = point[culprit.parameter];
  if (parameter.kind !== "choice") return [...path, value === parameter.low ? "low" : "high"];
  return [...path, "values", parameter.values.findIndex(({ label }) => label === value)];
}

function overlap(one: Segments, two: Segments): boolean {
  const shared = Math.min(one.length, two.length);
  return one.slice(0, shared).every((segment, i) => segment === two[i]);
}

function reasonOf({ message, segments }: ExperimentError): string {
  return message.slice(`${formatPath(segments)}: `.length);
}
