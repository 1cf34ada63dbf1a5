/** The natural exponential. Method and coefficients: FreeBSD msun `e_exp.c` (see NOTICE.md). */
import { scaleByPowerOfTwo } from "./power-of-two.ts";

const OVERFLOW = 709.782712893384; // log(largest float64)
const UNDERFLOW = -745.1332191019411; // log(half the smallest subnormal)
const INVERSE_LN2 = Math.LOG2E;
const LN2_HIGH = 0.6931471803691238; // 32 bits, so that k LN2_HIGH is exact
const LN2_LOW = 1.9082149292705877e-10;
// r coth(r/2) as a polynomial in r^2 on |r| <= ln(2)/2
const P1 = 0.16666666666666602;
const P2 = -0.0027777777777015593;
const P3 = 0.00006613756321437934;
const P4 = -0.0000016533902205465252;
const P5 = 4.1381367970572385e-8;

/**
 * e^x, for every float64. Error below 0.9 ulp, subnormal results included.
 * Above 709.78 it is Infinity, below -745.13 it is 0, of NaN it is NaN.
 */
export function exp(x: number): number {
  if (!(x <= OVERFLOW)) return x > OVERFLOW ? Infinity : Number.NaN;
  if (x < UNDERFLOW) return 0;
  // x = k ln2 + r
  const k = Math.trunc(x * INVERSE_LN2 + (x < 0 ? -0.5 : 0.5));
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const z = r * r;
  const c = r - z * (P1 + z * (P2 + z * (P3 + z * (P4 + z * P5))));
  return scaleByPowerOfTwo(1 - (low - (r * c) / (2 - c) - high), k);
}
