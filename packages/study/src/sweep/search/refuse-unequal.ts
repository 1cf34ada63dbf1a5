import type { ExperimentSpec } from "../../experiment/spec.ts";
import { countValues } from "../space/list-values.ts";

/** Why these parameters cannot move side by side: they have unequal numbers of values. */
export function refuseUnequal(spec: ExperimentSpec, names: readonly string[]): string | null {
  const counts = names.map((name) => {
    const parameter = spec.parameters[name];
    return parameter === undefined ? null : countValues(parameter);
  });
  if (new Set(counts).size <= 1) return null;
  const told = names.map((name, i) => `${name} has ${counts[i]}`).join(", ");
  return `Cannot move parameters side by side: ${told} values; give each as many`;
}
