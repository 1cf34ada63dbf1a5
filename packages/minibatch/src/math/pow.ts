/** Powers with real exponents. Method and coefficients: FreeBSD msun `e_pow.c` (see NOTICE.md). */
import { base2Logarithm } from "./base-2-logarithm.ts";
import { truncateLowWord } from "./float64-bits.ts";
import { scaleByPowerOfTwo } from "./power-of-two.ts";

const OVERFLOW = 1024;
const UNDERFLOW = -1075;
const LN2 = Math.LN2;
const LN2_HIGH = 0.6931471824645996; // 24 bits
const LN2_LOW = -1.904654299957768e-9;
const P1 = 0.16666666666666602;
const P2 = -0.0027777777777015593;
const P3 = 0.00006613756321437934;
const P4 = -0.0000016533902205465252;
const P5 = 4.1381367970572385e-8;

/** 2^(high + low) for a sum of -1075 .. 1024. */
function exponentiate(high: number, low: number): number {
  const n = Math.floor(high + low + 0.5);
  const rest = high - n;
  const t = truncateLowWord(rest + low);
  const u = t * LN2_HIGH;
  const v = (low - (t - rest)) * LN2 + t * LN2_LOW;
  const r = u + v;
  const w = v - (r - u);
  const z = r * r;
  const c = r - z * (P1 + z * (P2 + z * (P3 + z * (P4 + z * P5))));
  return scaleByPowerOfTwo(1 - ((r * c) / (c - 2) - (w + r * w) - r), n);
}

/** |x|^y for |x| that is neither 0, 1, Infinity nor NaN and y that is neither 0, infinite nor NaN. */
function powerOfMagnitude(magnitude: number, y: number): number {
  // one correctly rounded operation where there is one
  if (y === 1) return magnitude;
  if (y === 2) return magnitude * magnitude;
  if (y === 0.5) return Math.sqrt(magnitude);
  if (y === -1) return 1 / magnitude;
  const logarithm = base2Logarithm(magnitude);
  if (Math.abs(y * logarithm.high) > 2 * OVERFLOW) return y * logarithm.high > 0 ? Infinity : 0;
  const yHigh = truncateLowWord(y);
  const high = yHigh * logarithm.high;
  const low = (y - yHigh) * logarithm.high + y * logarithm.low;
  if (high + low > OVERFLOW) return Infinity;
  if (high + low < UNDERFLOW) return 0;
  return exponentiate(high, low);
}

/**
 * x^y as IEEE 754's pow defines it, for all float64, but with ECMAScript's two exceptions: 1^NaN and (+-1)^(+-Infinity)
 * are NaN. Error below 0.8 ulp; integer powers that float64 can hold are exact. Negative x takes integer y only, else
 * NaN.
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const magnitude = Math.abs(x);
  if (Math.abs(y) === Infinity) {
    if (magnitude === 1) return Number.NaN;
    return magnitude > 1 === y > 0 ? Infinity : 0;
  }
  const negative = x < 0 || Object.is(x, -0);
  const odd = negative && Math.abs(y % 2) === 1;
  let power: number;
  if (magnitude === 0 || magnitude === Infinity) power = (magnitude === 0) === y > 0 ? 0 : Infinity;
  else if (x < 0 && Math.floor(y) !== y) return Number.NaN;
  else power = magnitude === 1 ? 1 : powerOfMagnitude(magnitude, y);
  return odd ? -power : power;
}
