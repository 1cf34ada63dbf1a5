/** e^x - 1 without cancellation. Method and coefficients: FreeBSD msun `s_expm1.c` (see NOTICE.md). */
import { powerOfTwo, scaleByPowerOfTwo } from "./power-of-two.ts";

const OVERFLOW = 709.782712893384; // log(largest float64)
const ALL_MINUS_ONE = -38.816242; // 56 ln2: e^x is below half an ulp of 1
const TINY = 5.551115123125783e-17; // 2^-54: x^2/2 is below half an ulp of x
const INVERSE_LN2 = Math.LOG2E;
const LN2_HIGH = 0.6931471803691238; // 32 bits, so that k LN2_HIGH is exact
const LN2_LOW = 1.9082149292705877e-10;
// 6/r ((e^r + 1)/(e^r - 1) - 2/r) as a polynomial in r^2/2 on |r| <= ln(2)/2
const Q1 = -0.03333333333333313;
const Q2 = 0.0015873015872548146;
const Q3 = -0.0000793650757867488;
const Q4 = 0.000004008217827329362;
const Q5 = -2.0109921818362437e-7;

/**
 * e^x - 1, for every float64; relative accuracy is kept near 0. Error below 0.9 ulp.
 * Above 709.78 it is Infinity, below -38.8 it is -1, of NaN it is NaN; the sign of 0 is kept.
 */
export function expm1(x: number): number {
  if (!(x <= OVERFLOW)) return x > OVERFLOW ? Infinity : Number.NaN;
  if (x < ALL_MINUS_ONE) return -1;
  if (Math.abs(x) < TINY) return x;
  // x = k ln2 + r + correction
  const k = Math.trunc(x * INVERSE_LN2 + (x < 0 ? -0.5 : 0.5));
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const correction = high - r - low;

  const half = 0.5 * r;
  const z = r * half;
  const r1 = 1 + z * (Q1 + z * (Q2 + z * (Q3 + z * (Q4 + z * Q5))));
  const t = 3 - r1 * half;
  const quotient = z * ((r1 - t) / (6 - r * t));
  if (k === 0) return r - (r * quotient - z);
  // e^(r + correction) = 1 + r - e
  const e = r * (quotient - correction) - correction - z;
  if (k === -1) return 0.5 * (r - e) - 0.5;
  if (k === 1) return r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + 2 * (r - e);
  if (k <= -2 || k > 56) return scaleByPowerOfTwo(1 - (e - r), k) - 1;
  if (k < 20) return (1 - powerOfTwo(-k) - (e - r)) * powerOfTwo(k);
  return (r - (e + powerOfTwo(-k)) + 1) * powerOfTwo(k);
}
