import { powerOfTwoNear } from "../floating-point/power-of-two.ts";
import { requireFinite } from "../floating-point/require-finite.ts";
import { sumExactly } from "../floating-point/sum-exactly.ts";

/** Arithmetic mean; exact for equal values. Throws RangeError for no values and for one that is not finite. */
export function mean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("Cannot take a mean: there are 0 values; it needs at least 1");
  requireFinite("take a mean", values);
  if (values.every((value) => value === values[0])) return values[0]!;
  const sum = sumExactly(values);
  if (Number.isFinite(sum)) return sum / values.length;
  const scale = powerOfTwoNear(values);
  return (sumExactly(values.map((value) => value / scale)) / values.length) * scale;
}
