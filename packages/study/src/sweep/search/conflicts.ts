/**
 * Why a search space does not suit a search: one line with what is, what should be, and the fix; null where it does.
 */
import type { ExperimentSpec } from "../../experiment/spec.ts";
import { countPoints } from "../space/count-points.ts";
import { countValues } from "../space/list-values.ts";

/** Why values cannot be listed: a range without a number of steps, or with more steps than it has whole numbers. */
export function findOpenRange(spec: ExperimentSpec, search: "grid" | "zip"): string | null {
  for (const [name, parameter] of Object.entries(spec.parameters)) {
    const count = countValues(parameter);
    if (count === null) {
      return (
        `Cannot lay out a ${search}: ${name} is a range without steps; say how many values it shall have (steps), ` +
        "or list them"
      );
    }
    if (parameter.kind === "integer" && count > parameter.high - parameter.low + 1) {
      return (
        `Cannot lay out a ${search}: ${name} has ${count} steps from ${parameter.low} to ${parameter.high}, which ` +
        `are only ${parameter.high - parameter.low + 1} whole numbers; lower its steps`
      );
    }
  }
  return null;
}

/** Why these parameters cannot move side by side: their numbers of values differ. */
export function findUnequal(spec: ExperimentSpec, names: readonly string[]): string | null {
  const counts = names.map((name) => {
    const parameter = spec.parameters[name];
    return parameter === undefined ? null : countValues(parameter);
  });
  if (new Set(counts).size <= 1) return null;
  const told = names.map((name, i) => `${name} has ${counts[i]}`).join(", ");
  return `Cannot move parameters side by side: ${told} values; give each as many`;
}

/**
 * Why `configurations` cannot be drawn: the space has fewer different points, and equal points would be the same
 * training.
 */
export function findSmallSpace(spec: ExperimentSpec, configurations: number): string | null {
  const points = countPoints(spec, configurations);
  if (points >= configurations) return null;
  return (
    `Cannot draw ${configurations} configurations: the search space has only ${points} different points; lower ` +
    `search.configurations to at most ${points}, or use a grid`
  );
}
