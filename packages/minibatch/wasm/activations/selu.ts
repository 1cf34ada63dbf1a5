import { exp4, expm1Negative4 } from "../elementary";

// @ts-ignore: decorator
@inline
const SCALE: f32 = 1.0507009873554805;
/** alpha scale */
// @ts-ignore: decorator
@inline
const DEPTH: f32 = 1.7580993408473766;

// @ts-ignore: decorator
@inline
export function forward(z: v128, _parameter: f32): v128 {
  const zero = f32x4.splat(0);
  const below = f32x4.mul(f32x4.splat(DEPTH), expm1Negative4(f32x4.min(z, zero)));
  return v128.bitselect(f32x4.mul(f32x4.splat(SCALE), z), below, f32x4.gt(z, zero));
}

// @ts-ignore: decorator
@inline
export function slope(z: v128, _y: v128, _parameter: f32): v128 {
  const zero = f32x4.splat(0);
  const below = f32x4.mul(f32x4.splat(DEPTH), exp4(f32x4.min(z, zero)));
  return v128.bitselect(f32x4.splat(SCALE), below, f32x4.gt(z, zero));
}
