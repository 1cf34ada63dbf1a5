/** Riemann's zeta(k) - 1 for k = 2, 3, ..., 29: the terms of DLMF 5.7.3, which fall as 4^-k here. */
const ZETA = [
  0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993, 0.01734306198444914,
  0.008349277381922827, 0.00407735619794434, 0.0020083928260822143, 0.0009945751278180853, 0.0004941886041194645,
  0.0002460865533080483, 0.00012271334757848915, 6.124813505870483e-5, 3.058823630702049e-5, 1.528225940865187e-5,
  7.637197637899763e-6, 3.81729326499984e-6, 1.908212716553939e-6, 9.539620338727962e-7, 4.769329867878064e-7,
  2.38450502727733e-7, 1.1921992596531106e-7, 5.960818905125948e-8, 2.980350351465228e-8, 1.4901554828365043e-8,
  7.45071178983543e-9, 3.725334024788457e-9, 1.862659723513049e-9,
] as const;
/** 1 - Euler's constant */
const SLOPE = 0.4227843350984671;

/** B_2k / (2k (2k - 1)), k = 1, ..., 8, of Stirling's series DLMF 5.11.1: from 10 on its next term is below 2e-18. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156, -3617 / 122_400] as const;
const STIRLING_FROM = 10;
const HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

/** ln Gamma(x) for x > 0 within 1e-15 relative, near its zeros at 1 and 2 too. Infinity above 2.5e305. */
export function logGamma(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`Cannot take logGamma: x is ${x}; it needs to be above 0 and finite`);
  }
  if (x >= STIRLING_FROM) return stirling(x) + stirlingRemainder(x);
  if (x < 0.5) return aboveTwo(x) - Math.log1p(x) - Math.log(x);
  if (x < 1.5) return aboveTwo(x - 1) - Math.log1p(x - 1);
  let [place, product] = [x, 1];
  while (place >= 2.5) product *= --place;
  return aboveTwo(place - 2) + Math.log(product);
}

/**
 * ln Gamma(x) minus (x - 1/2) ln x - x + ln(2 pi) / 2. Use it for differences of ln Gamma at large values, where the
 * logarithms would swallow what is left.
 */
export function stirlingRemainder(x: number): number {
  if (x < STIRLING_FROM) return logGamma(x) - stirling(x);
  const squared = 1 / x / x;
  return STIRLING.reduceRight((sum, term) => sum * squared + term, 0) / x;
}

function stirling(x: number): number {
  return (x - 0.5) * Math.log(x) - x + HALF_LOG_2PI;
}

/** ln Gamma(2 + z) for z in -.5 .. .5 */
function aboveTwo(z: number): number {
  return z * (SLOPE + z * ZETA.reduceRight((sum, term, i) => term / (i + 2) - z * sum, 0));
}
