import { exp4, expm1Negative4 } from "../elementary";

// @ts-ignore: decorator
@inline
export function forward(z: v128, parameter: f32): v128 {
  const zero = f32x4.splat(0);
  return v128.bitselect(z, f32x4.mul(f32x4.splat(parameter), expm1Negative4(f32x4.min(z, zero))), f32x4.gt(z, zero));
}

// @ts-ignore: decorator
@inline
export function slope(z: v128, y: v128, parameter: f32): v128 {
  const zero = f32x4.splat(0);
  // alpha exp(z), below 0; exp4, not y + alpha, which cancels
  const below = f32x4.mul(f32x4.splat(parameter), exp4(f32x4.min(z, zero)));
  return v128.bitselect(f32x4.splat(1), below, f32x4.gt(z, zero));
}
