/** What a parameter may be, on a terminal: names and numbers as they can be typed into `--where`. */
import type { ParameterSpec } from "study";
import { formatParameter } from "../../tables/format-value.ts";

const SPREAD = { uniform: "", "log-uniform": ", even in the logarithm", integer: ", whole numbers" } as const;

/**
 * `sgd, adam`; `0.00001 to 0.3, even in the logarithm`; `16 to 256, whole numbers, 4 values`; then `; where optimizer
 * is sgd or adam`.
 */
export function describeRange(spec: ParameterSpec): string {
  const conditions = Object.entries(spec.when).map(
    ([name, labels]) => `${name} is ${labels.map(formatParameter).join(" or ")}`,
  );
  return conditions.length === 0 ? valuesOf(spec) : `${valuesOf(spec)}; where ${conditions.join(" and ")}`;
}

function valuesOf(spec: ParameterSpec): string {
  if (spec.kind === "choice") return spec.values.map(({ label }) => formatParameter(label)).join(", ");
  const steps = spec.steps === null ? "" : `, ${spec.steps} values`;
  return `${formatParameter(spec.low)} to ${formatParameter(spec.high)}${SPREAD[spec.kind]}${steps}`;
}
