/** Where the series has lost two digits to cancellation and the fraction converges in some dozens of terms. */
const SERIES_UNTIL = 2.5;
const FRACTION_TERMS = 200;

/**
 * P(Z > z) of a standard normal Z, for z >= 0, within 1e-13 relative: the series DLMF 7.6.2 of erf near 0, the continued fraction DLMF 7.9.3
 * of erfc beyond, from its last term forward.
 */
export function normalTail(z: number): number {
  if (!(z >= 0)) throw new RangeError(`Cannot take normalTail: z is ${z}; it needs to be at least 0`);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
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
