/** The series both logarithms end in. Method and coefficients: FreeBSD msun `e_log.c` (see NOTICE.md). */

/** ln2 in two parts; the high one has 32 bits, so that k LN2_HIGH is exact for every exponent k */
export const LN2_HIGH = 0.6931471803691238;
export const LN2_LOW = 1.9082149292705877e-10;

// (log((1 + s)/(1 - s)) - 2s)/s as a polynomial in s^2 on |s| <= 0.1716
const L1 = 0.6666666666666735;
const L2 = 0.3999999999940942;
const L3 = 0.2857142874366239;
const L4 = 0.22222198432149784;
const L5 = 0.1818357216161805;
const L6 = 0.15313837699209373;
const L7 = 0.14798198605116586;

/** log(1 + f) + k ln2 + correction, for sqrt(1/2) <= 1 + f <= sqrt(2). */
export function sumLogarithm(f: number, k: number, correction: number): number {
  const halfSquare = 0.5 * f * f;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const series = w * (L2 + w * (L4 + w * L6)) + z * (L1 + w * (L3 + w * (L5 + w * L7)));
  return s * (halfSquare + series) + (k * LN2_LOW + correction) - halfSquare + f + k * LN2_HIGH;
}

/** The high word of sqrt(1/2); a significand is taken from [sqrt(1/2), sqrt(2)), where the series is short. */
const SQRT_HALF_HIGH_WORD = 0x3fe6a09e;

/** The exponent k with sqrt(1/2) <= x 2^-k < sqrt(2), given the high word of a positive normal x. */
export function nearestExponent(high: number): number {
  return ((high + (0x3ff00000 - SQRT_HALF_HIGH_WORD)) >> 20) - 1023;
}
