/**
 * Subtracts whole quarter turns from an angle (Cody and Waite's reduction with pi/2 in three parts of 33 bits); sine
 * and cosine of the rest. Method and coefficients: FreeBSD msun `e_rem_pio2.c`, `k_sin.c`, `k_cos.c` (see NOTICE.md).
 */

/** Up to here a count of quarter turns times a 33-bit part of pi/2 is exact. */
const LARGEST_ANGLE = 1647099; // 2^20 pi/2
const INVERSE_QUARTER = 0.6366197723675814; // 2/pi
const QUARTER_1 = 1.5707963267341256; // the first 33 bits of pi/2
const QUARTER_2 = 6.077100506303966e-11; // the second
const QUARTER_3 = 2.0222662487959506e-21; // the rest

/**
 * Writes angle - n pi/2 into remainder[0] + remainder[1] (|sum| <= pi/4 and a little) and returns n modulo 4 (0 .. 3).
 * NaN and +-Infinity leave NaN. Throws RangeError beyond +-1647099, where this reduction would lose digits.
 */
export function takeQuarterTurns(angle: number, remainder: Float64Array): number {
  if (!(Math.abs(angle) <= LARGEST_ANGLE)) {
    if (Math.abs(angle) < Infinity) {
      throw new RangeError(`Cannot reduce the angle ${angle}: it must lie within +-${LARGEST_ANGLE}; wrap it first`);
    }
    remainder.fill(Number.NaN);
    return 0;
  }
  const n = Math.floor(angle * INVERSE_QUARTER + 0.5);
  const a = angle - n * QUARTER_1; // exact
  const b = n * QUARTER_2; // exact
  const sum = a - b;
  const shadow = sum - a; // two-sum: `lost` is exactly what rounding a - b lost
  const lost = a - (sum - shadow) - (b + shadow);
  const low = lost - n * QUARTER_3;
  remainder[0] = sum + low;
  remainder[1] = sum - remainder[0] + low;
  return n & 3;
}

const S1 = -0.16666666666666632;
const S2 = 0.00833333333332249;
const S3 = -0.0001984126982985795;
const S4 = 0.0000027557313707070068;
const S5 = -2.5050760253406863e-8;
const S6 = 1.58969099521155e-10;

/** sin(x + tail) for |x| <= pi/4 and a tail below an ulp of x. */
export function sineOfRemainder(x: number, tail: number): number {
  const z = x * x;
  const cube = z * x;
  const r = S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)));
  return x - (z * (0.5 * tail - cube * r) - tail - cube * S1);
}

const C1 = 0.0416666666666666;
const C2 = -0.001388888888887411;
const C3 = 0.00002480158728947673;
const C4 = -2.7557314351390663e-7;
const C5 = 2.087572321298175e-9;
const C6 = -1.1359647557788195e-11;

/** cos(x + tail) for |x| <= pi/4 and a tail below an ulp of x. */
export function cosineOfRemainder(x: number, tail: number): number {
  const z = x * x;
  const square = z * z;
  const r = z * (C1 + z * (C2 + z * C3)) + square * square * (C4 + z * (C5 + z * C6));
  const half = 0.5 * z;
  const w = 1 - half;
  return w + (1 - w - half + (z * r - x * tail));
}
