import type { ParameterSpec, Scalar } from "../../experiment/spec.ts";
import { numberAxis } from "./number-axis.ts";

/** Values between the ends are rounded to this many digits, so that 0.001 does not become 0.0009999999999999998. */
const DIGITS = 12;

/** The values of a parameter in a grid; null for a range without `steps`. */
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
  // keep the ends as written: here `high` is one of the values, and exp(log(low)) need not equal low
  return spread(count, (share) => {
    if (share === 0) return low;
    return share === 1 ? high : Number(valueAt(first + share * (last - first)).toPrecision(DIGITS));
  });
}

/** The number of values `listValues` gives; null for a range without `steps`. */
export function countValues(parameter: ParameterSpec): number | null {
  if (parameter.kind === "choice") return parameter.values.length;
  if (parameter.kind === "integer") return parameter.steps ?? parameter.high - parameter.low + 1;
  return parameter.steps;
}

/** Calls `at` with 0, 1 / (count - 1), ..., 1; with 0 alone when count is 1. */
function spread(count: number, at: (share: number) => number): number[] {
  return Array.from({ length: count }, (_, i) => at(count === 1 ? 0 : i / (count - 1)));
}
