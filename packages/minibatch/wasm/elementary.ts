/**
 * exp, expm1, log1p, tanh, sigmoid, softplus and the normal distribution on four float32 lanes, from polynomials: only
 * IEEE add, multiply, divide and integer steps, never fused, so both builds give the same bits.
 * Error bounds are measured by `test/wasm-elementary.test.ts` over dense samples of the whole range.
 */

// @ts-ignore: decorator
@inline
function horner(p: v128, x: v128, c: f32): v128 {
  return f32x4.add(f32x4.mul(p, x), f32x4.splat(c));
}

/**
 * (exp(r) - 1 - r) / r^2 for |r| <= ln 2 / 2: Cephes expf (Moshier, 1992), degree 5.
 */
// @ts-ignore: decorator
@inline
function expTail(r: v128): v128 {
  let p = f32x4.splat(1.9875691500e-4);
  p = horner(p, r, 1.3981999507e-3);
  p = horner(p, r, 8.3334519073e-3);
  p = horner(p, r, 4.1665795894e-2);
  p = horner(p, r, 1.6666665459e-1);
  return horner(p, r, 5.0000001201e-1);
}

/** Two parts of ln 2, the first short enough that n * LN2_HIGH is exact (Cody and Waite). */
// @ts-ignore: decorator
@inline
const LN2_HIGH: f32 = 0.693359375;
// @ts-ignore: decorator
@inline
const LN2_LOW: f32 = -2.12194440e-4;
// @ts-ignore: decorator
@inline
const LOG2_E: f32 = 1.44269504088896341;

/** 1.5 * 2^23: adding it rounds to a whole number, which then stands in the low bits of the sum. */
// @ts-ignore: decorator
@inline
const ROUNDER: f32 = 12582912;

/**
 * exp of numbers from -87.3365 to 88.7228, whose result is a normal number; NaN stays NaN. exp(x) =
 * 2^n exp(r): shifting n into the exponent's place and adding multiplies by 2^n. Within those bounds
 * the sum neither overflows (n = 128 only with exp(r) < 1) nor leaves the normal numbers.
 */
// @ts-ignore: decorator
@inline
function expInRange4(x: v128): v128 {
  const rounded = f32x4.add(f32x4.mul(x, f32x4.splat(LOG2_E)), f32x4.splat(ROUNDER));
  const n = f32x4.sub(rounded, f32x4.splat(ROUNDER));
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(n, f32x4.splat(LN2_HIGH))), f32x4.mul(n, f32x4.splat(LN2_LOW)));
  const y = f32x4.add(f32x4.add(f32x4.mul(expTail(r), f32x4.mul(r, r)), r), f32x4.splat(1));
  // The comparison is all ones, itself a NaN, where x is one.
  return v128.or(i32x4.add(y, i32x4.shl(rounded, 23)), f32x4.ne(x, x));
}

/** Within 1 ulp for x <= 0; below -87.3 (where float32 has no normal numbers) it is 0; above 88.72 it is infinite. */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  // pmin and pmax are one instruction each, and give the first operand when a NaN is about.
  const clamped = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-87.33654)), f32x4.splat(88.72284));
  const flushed = v128.andnot(expInRange4(clamped), f32x4.lt(x, f32x4.splat(-87.33654)));
  return v128.bitselect(f32x4.splat(Infinity), flushed, f32x4.gt(x, f32x4.splat(88.72284)));
}

/** exp of x <= 0: exp4 without the upper bound. */
// @ts-ignore: decorator
@inline
function expOfNegative4(x: v128): v128 {
  const value = expInRange4(f32x4.pmax(x, f32x4.splat(-87.33654)));
  return v128.andnot(value, f32x4.lt(x, f32x4.splat(-87.33654)));
}

/** exp(x) - 1 without cancellation for x <= 0, as ELU needs it; within 1.5 ulp. */
// @ts-ignore: decorator
@inline
export function expm1Negative4(x: v128): v128 {
  const near = f32x4.add(f32x4.mul(expTail(x), f32x4.mul(x, x)), x);
  const far = f32x4.sub(expOfNegative4(x), f32x4.splat(1));
  return v128.bitselect(near, far, f32x4.gt(x, f32x4.splat(-0.34)));
}

/**
 * log(1 + u) for u in [0, 1], relative error below 3e-7. The argument 1 + u is split as Cephes logf
 * does; what rounding lost of u is given back to first order.
 */
// @ts-ignore: decorator
@inline
function log1pUnit4(u: v128): v128 {
  const one = f32x4.splat(1);
  const w = f32x4.add(one, u);
  const lost = f32x4.div(f32x4.sub(u, f32x4.sub(w, one)), w);
  // w in [1, 2]: halve above sqrt 2, so that f = w - 1 (or w/2 - 1) lies in [-.2929, .4142]
  const high = f32x4.gt(w, f32x4.splat(1.41421356));
  const f = f32x4.sub(v128.bitselect(f32x4.mul(w, f32x4.splat(0.5)), w, high), one);
  let p = f32x4.splat(7.0376836292e-2);
  p = horner(p, f, -1.1514610310e-1);
  p = horner(p, f, 1.1676998740e-1);
  p = horner(p, f, -1.2420140846e-1);
  p = horner(p, f, 1.4249322787e-1);
  p = horner(p, f, -1.6668057665e-1);
  p = horner(p, f, 2.0000714765e-1);
  p = horner(p, f, -2.4999993993e-1);
  p = horner(p, f, 3.3333331174e-1);
  const ff = f32x4.mul(f, f);
  let y = f32x4.mul(f32x4.mul(p, f), ff);
  y = f32x4.sub(y, f32x4.mul(ff, f32x4.splat(0.5)));
  const e = v128.and(high, f32x4.splat(1));
  y = f32x4.add(y, f32x4.mul(e, f32x4.splat(LN2_LOW)));
  y = f32x4.add(f, y);
  y = f32x4.add(y, f32x4.mul(e, f32x4.splat(LN2_HIGH)));
  return f32x4.add(y, lost);
}

/** Within 1.5 ulp, the sign of 0 kept. Cephes tanhf: an odd polynomial below .625, 1 - 2 / (exp(2 |x|) + 1) above. */
// @ts-ignore: decorator
@inline
export function tanh4(x: v128): v128 {
  const magnitude = f32x4.abs(x);
  const xx = f32x4.mul(x, x);
  let p = f32x4.splat(-5.70498872745e-3);
  p = horner(p, xx, 2.06390887954e-2);
  p = horner(p, xx, -5.37397155531e-2);
  p = horner(p, xx, 1.33314422036e-1);
  p = horner(p, xx, -3.33332819422e-1);
  const near = f32x4.add(f32x4.mul(f32x4.mul(p, xx), x), x);
  // From 9.02 on tanh rounds to 1.
  const bounded = f32x4.pmin(magnitude, f32x4.splat(9.5));
  const grown = f32x4.add(expInRange4(f32x4.add(bounded, bounded)), f32x4.splat(1));
  const far = f32x4.sub(f32x4.splat(1), f32x4.div(f32x4.splat(2), grown));
  const size = v128.bitselect(near, far, f32x4.lt(magnitude, f32x4.splat(0.625)));
  return v128.bitselect(x, size, i32x4.splat(i32.MIN_VALUE));
}

/** 1 / (1 + exp(-x)), within 2.5 ulp where it is a normal number. */
// @ts-ignore: decorator
@inline
export function sigmoid4(x: v128): v128 {
  return f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), exp4(f32x4.neg(x))));
}

/** log(1 + exp(x)) = max(x, 0) + log1p(exp(-|x|)), within 2.5 ulp where it is a normal number. */
// @ts-ignore: decorator
@inline
export function softplus4(x: v128): v128 {
  return f32x4.add(f32x4.max(x, f32x4.splat(0)), log1pUnit4(expOfNegative4(f32x4.neg(f32x4.abs(x)))));
}

/** log1p(exp(-|x|)), the part of the cross-entropy of a logit that is never large. */
// @ts-ignore: decorator
@inline
export function softplusTail4(x: v128): v128 {
  return log1pUnit4(expOfNegative4(f32x4.neg(f32x4.abs(x))));
}

/** Beyond it exp(-z^2 / 2) is 0 in float32. */
// @ts-ignore: decorator
@inline
const NORMAL_END: f32 = 14;

/**
 * exp(-z^2 / 2); below the normal numbers (|z| > 13.2) it is 0. What rounding takes from z^2, which the
 * exponential would magnify, is computed exactly (Dekker, 1971) and given back to first order.
 */
// @ts-ignore: decorator
@inline
export function normalDensity4(z: v128): v128 {
  const a = f32x4.pmin(f32x4.abs(z), f32x4.splat(NORMAL_END));
  const square = f32x4.mul(a, a);
  const high = v128.and(a, i32x4.splat(0xfffff000));
  const low = f32x4.sub(a, high);
  const cross = f32x4.mul(f32x4.add(high, high), low);
  const lost = f32x4.add(f32x4.add(f32x4.sub(f32x4.mul(high, high), square), cross), f32x4.mul(low, low));
  const value = expOfNegative4(f32x4.mul(square, f32x4.splat(-0.5)));
  return f32x4.sub(value, f32x4.mul(value, f32x4.mul(lost, f32x4.splat(0.5))));
}

/**
 * P(N <= z), N standard normal, given density = exp(-z^2 / 2); within 6 ulp on both sides, since the lower tail is
 * computed as such and not as 1 + erf, which cancels. The tail over the density is a ratio of polynomials with positive
 * coefficients in |z|, within 6e-9 of the truth up to 14: `fixtures/math/fit-normal-tail.py`.
 */
// @ts-ignore: decorator
@inline
export function normalCumulative4(z: v128, density: v128): v128 {
  const a = f32x4.pmin(f32x4.abs(z), f32x4.splat(NORMAL_END));
  let p = f32x4.splat(4.077587738e-03);
  p = horner(p, a, 4.037246844e-02);
  p = horner(p, a, 1.824616746e-01);
  p = horner(p, a, 4.372508508e-01);
  p = horner(p, a, 5.000000028e-01);
  let q = f32x4.splat(1.022086798e-02);
  q = horner(q, a, 1.012055804e-01);
  q = horner(q, a, 4.674286599e-01);
  q = horner(q, a, 1.199290325e+00);
  q = horner(q, a, 1.672386657e+00);
  q = horner(q, a, 1);
  const tail = f32x4.mul(density, f32x4.div(p, q));
  const upper = f32x4.sub(f32x4.splat(1), tail);
  return v128.bitselect(tail, upper, f32x4.lt(z, f32x4.splat(0)));
}
