import type { ExperimentSpec } from "../../experiment/spec.ts";
import { countValues } from "../space/list-values.ts";

/** Why values cannot be listed: a range that does not say how many, or more of them than there are whole numbers. */
export function refuseRanges(spec: ExperimentSpec, search: "grid" | "zip"): string | null {
  for (const [name, parameter] of Object.entries(spec.parameters)) {
    const count = countValues(parameter);
    if (count === null) {
      return `Cannot lay out a ${search}: ${name} is a range without steps; say how many values it shall have (steps), or list them`;
    }
    if (parameter.kind === "integer" && count > parameter.high - parameter.low + 1) {
      return `Cannot lay out a ${search}: ${name} has ${count} steps from ${parameter.low} to ${parameter.high}, which are only ${parameter.high - parameter.low + 1} whole numbers; lower its steps`;
    }
  }
  return null;
}
