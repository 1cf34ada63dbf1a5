// @ts-ignore: decorator
@inline
export function forward(z: v128, parameter: f32): v128 {
  return v128.bitselect(z, f32x4.mul(z, f32x4.splat(parameter)), f32x4.gt(z, f32x4.splat(0)));
}

// @ts-ignore: decorator
@inline
export function slope(z: v128, _y: v128, parameter: f32): v128 {
  return v128.bitselect(f32x4.splat(1), f32x4.splat(parameter), f32x4.gt(z, f32x4.splat(0)));
}
