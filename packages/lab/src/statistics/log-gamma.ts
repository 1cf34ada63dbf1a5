/**
 * ln Gamma(x) for x > 0 by Lanczos's approximation with g = 7 and nine terms (P. Godfrey's coefficients;
 * C. Lanczos, SIAM J. Numer. Anal. B 1, 1964). Relative error of Gamma below 1e-14.
 */
const G = 7;
const COEFFICIENTS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;

export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`Cannot take logGamma: x is ${x}; it needs to be above 0`);
  const shifted = x - 1;
  let series: number = COEFFICIENTS[0];
  for (let i = 1; i < COEFFICIENTS.length; i++) series += (COEFFICIENTS[i] as number) / (shifted + i);
  const t = shifted + G + 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(series);
}
