// @ts-ignore: decorator
@inline
export function forward(z: v128, _parameter: f32): v128 {
  return f32x4.max(z, f32x4.splat(0));
}

// @ts-ignore: decorator
@inline
export function slope(_z: v128, y: v128, _parameter: f32): v128 {
  return v128.and(f32x4.gt(y, f32x4.splat(0)), f32x4.splat(1));
}
