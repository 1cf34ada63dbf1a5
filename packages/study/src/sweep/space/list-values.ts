import type { ParameterSpec, Scalar } from "../../experiment/spec.ts";
import { numberAxis } from "./number-axis.ts";

/** Values between the ends are rounded to this many digits: 0.001, not 0.0009999999999999998. */
const DIGITS = 12;

/** The values of a parameter in a grid; null for a range that says no `steps`. */
export function listValues(parameter: ParameterSpec): readonly Scalar[] | null {
  const count = countValues(parameter);
  if (count === null) return null;
  if (parameter.kind === "choice") return parameter.values.map(({ label }) => label);
  const { low, high } = parameter;
  if (parameter.kind === "integer") {
    return spread(count, (share) => low + Math.round(share * (high - low)));
  }
  const { placeOf, valueAt } = numberAxis(parameter);
  const first = placeOf(low);
  const last = placeOf(high);
  // the ends are as they were written: here high is one of the values, and low is not exp(log(low))
  return spread(count, (share) => {
    if (share === 0) return low;
    return share === 1 ? high : Number(valueAt(first + share * (last - first)).toPrecision(DIGITS));
  });
}

/** How many values `listValues` gives; null for a range that says no `steps`. */
export function countValues(parameter: ParameterSpec): number | null {
  if (parameter.kind === "choice") return parameter.values.length;
  if (parameter.kind === "integer") return parameter.steps ?? parameter.high - parameter.low + 1;
  return parameter.steps;
}

/** `at` of 0, 1 / (count - 1), ... 1; of 0 alone for a count of 1. */
function spread(count: number, at: (share: number) => number): number[] {
  return Array.from({ length: count }, (_, i) => at(count === 1 ? 0 : i / (count - 1)));
}
