/** Formulas that several updates share, on up to four lanes. */
import { mix, put, putSlot, take } from "./lanes";

/** m, kept: b m + share x. */
// @ts-ignore: decorator
@inline
export function keepMean(m: usize, b: v128, share: v128, x: v128, count: i32): v128 {
  const mean = mix(b, take(m, count), share, x);
  putSlot(m, mean, count);
  return mean;
}

/** p - numerator / (s sqrt(square) + epsilon) */
// @ts-ignore: decorator
@inline
export function movedByRoot(p: v128, numerator: v128, s: v128, square: v128, epsilon: v128): v128 {
  return f32x4.sub(p, f32x4.div(numerator, f32x4.add(f32x4.mul(s, f32x4.sqrt(square)), epsilon)));
}

// @ts-ignore: decorator
@inline
export function moveByRoot(p: usize, numerator: v128, s: v128, square: v128, epsilon: v128, count: i32): void {
  put(p, movedByRoot(take(p, count), numerator, s, square, epsilon), count);
}

/** 1 above 0, -1 below; 0 and NaN stay what they are. */
// @ts-ignore: decorator
@inline
export function sign(x: v128): v128 {
  const zero = f32x4.splat(0);
  const below = v128.bitselect(f32x4.splat(-1), x, f32x4.lt(x, zero));
  return v128.bitselect(f32x4.splat(1), below, f32x4.gt(x, zero));
}
