/** What must hold for a parameter to apply: its `when`, and those of the parameters named in it, and so on. */

import { showValue } from "../../json/show-value.ts";
import { ExperimentError } from "../experiment-error.ts";
import { includesLabel } from "../label-lookup.ts";
import { listNames } from "../list-names.ts";
import type { ExperimentSpec, Scalar } from "../spec.ts";

/** name -> the values (labels) that it may have */
export type Requirements = ReadonlyMap<string, readonly Scalar[]>;

type Parameters = ExperimentSpec["parameters"];

/** By parameter. Throws ExperimentError for a circle, and for requirements that exclude each other. */
export function requirementsOf(parameters: Parameters): ReadonlyMap<string, Requirements> {
  const found = new Map<string, Requirements>();
  for (const name of Object.keys(parameters)) require(parameters, name, [], found);
  return found;
}

function require(
  parameters: Parameters,
  name: string,
  above: readonly string[],
  found: Map<string, Requirements>,
): Requirements {
  const known = found.get(name);
  if (known !== undefined) return known;
  const path = ["parameters", name, "when"];
  if (above.includes(name)) {
    const circle = [...above.slice(above.indexOf(name)), name].join(" -> ");
    throw new ExperimentError(path, `goes in a circle: ${circle}; leave one condition out`);
  }
  const merged = new Map<string, readonly Scalar[]>();
  const demand = (other: string, labels: readonly Scalar[]): void => {
    const earlier = merged.get(other);
    const both = earlier === undefined ? labels : earlier.filter((label) => includesLabel(labels, label));
    if (both.length === 0) {
      const [one, two] = [earlier ?? [], labels].map((list) => listNames(list.map(showValue), " or "));
      throw new ExperimentError(path, `can never be met: ${other} would have to be ${one} and ${two} at once`);
    }
    merged.set(other, both);
  };
  for (const [other, labels] of Object.entries(parameters[name]?.when ?? {})) {
    for (const [further, needed] of require(parameters, other, [...above, name], found)) demand(further, needed);
    demand(other, labels);
  }
  found.set(name, merged);
  return merged;
}

/** Whether no point has both. */
export function excludeEachOther(one: Requirements, two: Requirements): boolean {
  return [...one].some(([name, labels]) => two.get(name)?.some((label) => includesLabel(labels, label)) === false);
}
