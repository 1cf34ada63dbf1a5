// @ts-ignore: decorator
@inline
export function forward(z: v128, _parameter: f32): v128 {
  const six = f32x4.splat(6);
  return f32x4.div(f32x4.min(f32x4.max(f32x4.add(z, f32x4.splat(3)), f32x4.splat(0)), six), six);
}

// @ts-ignore: decorator
@inline
export function slope(_z: v128, y: v128, _parameter: f32): v128 {
  const between = v128.and(f32x4.gt(y, f32x4.splat(0)), f32x4.lt(y, f32x4.splat(1)));
  return v128.and(between, f32x4.splat(1.0 / 6.0));
}
