const float = new Float64Array(1);
const bits = new BigInt64Array(float.buffer);

/**
 * The largest float64 below a finite one: one unit in the last place, whatever the sign, and below 0 the smallest there
 * is.
 */
export function float64Before(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  float[0] = value;
  // IEEE 754 orders the bits of numbers of one sign as their magnitudes
  bits[0] = bits[0]! + (value > 0 ? -1n : 1n);
  return float[0]!;
}
