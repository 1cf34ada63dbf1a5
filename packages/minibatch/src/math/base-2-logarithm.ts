/**
 * log2 in two float64, the accuracy a power needs: its exponent magnifies an error by up to 1024.
 * Method and coefficients: FreeBSD msun `e_pow.c` (see NOTICE.md).
 */
import { fromWords, highWord, lowWord, truncateLowWord } from "./float64-bits.ts";

/** high + low, high having at most 21 bits */
export interface TwoPart {
  readonly high: number;
  readonly low: number;
}

const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_53 = 9007199254740992;
// log2(1.5) in two parts
const LOG2_1_5_HIGH = 0.5849624872207642;
const LOG2_1_5_LOW = 1.350039202129749e-8;
// (3/2) (log((1 + s)/(1 - s)) - 2s - (2/3) s^3) as a polynomial in s^2
const L1 = 0.5999999999999946;
const L2 = 0.4285714285785502;
const L3 = 0.33333332981837743;
const L4 = 0.272728123808534;
const L5 = 0.23066074577556175;
const L6 = 0.20697501780033842;
// 2/(3 ln2), whole and in two parts
const SCALE = 0.9617966939259756;
const SCALE_HIGH = 0.9617967009544373;
const SCALE_LOW = -7.028461650952758e-9;

/** log2 x to about 2^-66 relative, for a positive, finite x. */
export function base2Logarithm(x: number): TwoPart {
  const normal = x < SMALLEST_NORMAL ? x * TWO_53 : x;
  const bits = highWord(normal);
  const fraction = bits & 0x000fffff;
  // x = 2^n m, m near 1 (below sqrt(3/2), or from sqrt(3) on and then halved) or near 1.5
  const nearOneAndHalf = fraction > 0x3988e && fraction < 0xbb67a;
  const halved = fraction >= 0xbb67a ? 1 : 0;
  const n = (bits >>> 20) - 1023 + halved - (x < SMALLEST_NORMAL ? 53 : 0);
  const m = fromWords((fraction | 0x3ff00000) - (halved << 20), lowWord(normal));
  const centre = nearOneAndHalf ? 1.5 : 1;

  // s = (m - centre) / (m + centre) in two parts
  const difference = m - centre;
  const inverse = 1 / (m + centre);
  const s = difference * inverse;
  const sHigh = truncateLowWord(s);
  const sumHigh = truncateLowWord(m + centre);
  const sumLow = m - (sumHigh - centre);
  const sLow = inverse * (difference - sHigh * sumHigh - sHigh * sumLow);

  // log(m / centre) 3/2 = s (3 + s^2 + rest) in two parts
  const z = s * s;
  const rest = z * z * (L1 + z * (L2 + z * (L3 + z * (L4 + z * (L5 + z * L6))))) + sLow * (sHigh + s);
  const squareHigh = sHigh * sHigh;
  const factorHigh = truncateLowWord(3 + squareHigh + rest);
  const factorLow = rest - (factorHigh - 3 - squareHigh);
  const u = sHigh * factorHigh;
  const v = sLow * factorHigh + factorLow * s;
  const productHigh = truncateLowWord(u + v);
  const productLow = v - (productHigh - u);

  const zHigh = SCALE_HIGH * productHigh;
  const zLow = SCALE_LOW * productHigh + productLow * SCALE + (nearOneAndHalf ? LOG2_1_5_LOW : 0);
  const offset = nearOneAndHalf ? LOG2_1_5_HIGH : 0;
  const high = truncateLowWord(zHigh + zLow + offset + n);
  return { high, low: zLow - (high - n - offset - zHigh) };
}
