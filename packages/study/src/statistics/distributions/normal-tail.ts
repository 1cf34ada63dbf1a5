/**
 * Above this the series would lose two digits to cancellation; below it the fraction would need more than some dozens
 * of terms.
 */
const SERIES_UNTIL = 2.5;
const FRACTION_TERMS = 200;

/**
 * P(Z > z) of a standard normal Z, for z >= 0, within 1e-13 relative, as long as it is a normal number (z < 37): the
 * series DLMF 7.6.2 of erf near 0, the continued fraction DLMF 7.9.3 of erfc beyond, from its last term forward.
 */
export function normalTail(z: number): number {
  if (!(z >= 0 && z < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`Cannot take normalTail: z is ${z}; it needs to be at least 0 and finite`);
  }
  // z^2 in two parts: rounded, it would be off by some units of the exponent
  const coarse = Math.fround(z);
  const density =
    (Math.exp((-coarse * coarse) / 2) * Math.exp(((coarse - z) * (coarse + z)) / 2)) / Math.sqrt(2 * Math.PI);
  if (z < SERIES_UNTIL) {
    let term = z;
    let sum = z;
    for (let k = 3; term > sum * 1e-17; k += 2) {
      term *= (z * z) / k;
      sum += term;
    }
    return 0.5 - density * sum;
  }
  let fraction = z;
  for (let k = FRACTION_TERMS; k >= 1; k--) fraction = z + k / fraction;
  return density / fraction;
}
