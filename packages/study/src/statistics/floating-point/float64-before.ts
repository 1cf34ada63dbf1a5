const float = new Float64Array(1);
const bits = new BigInt64Array(float.buffer);

/**
 * The largest float64 below a finite `value`: one unit in the last place lower, whatever the sign; below 0 it is the
 * negative number nearest to 0.
 */
export function float64Before(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  float[0] = value;
  // IEEE 754 orders the bits of numbers of one sign as their magnitudes
  bits[0] = bits[0]! + (value > 0 ? -1n : 1n);
  return float[0]!;
}
