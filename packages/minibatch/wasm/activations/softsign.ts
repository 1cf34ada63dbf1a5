// @ts-ignore: decorator
@inline
export function forward(z: v128, _parameter: f32): v128 {
  return f32x4.div(z, f32x4.add(f32x4.splat(1), f32x4.abs(z)));
}

// @ts-ignore: decorator
@inline
export function slope(z: v128, _y: v128, _parameter: f32): v128 {
  const one = f32x4.splat(1);
  const share = f32x4.div(one, f32x4.add(one, f32x4.abs(z)));
  return f32x4.mul(share, share);
}
