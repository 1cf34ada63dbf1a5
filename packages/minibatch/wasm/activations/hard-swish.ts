/** The share is divided before it is multiplied, because z times 6 may overflow. */
// @ts-ignore: decorator
@inline
export function forward(z: v128, _parameter: f32): v128 {
  const six = f32x4.splat(6);
  const share = f32x4.min(f32x4.max(f32x4.add(z, f32x4.splat(3)), f32x4.splat(0)), six);
  return f32x4.mul(z, f32x4.div(share, six));
}

// @ts-ignore: decorator
@inline
export function slope(z: v128, _y: v128, _parameter: f32): v128 {
  const three = f32x4.splat(3);
  const between = f32x4.add(f32x4.div(z, three), f32x4.splat(0.5));
  const upTo = v128.bitselect(between, f32x4.splat(1), f32x4.lt(z, three));
  return v128.andnot(upTo, f32x4.lt(z, f32x4.neg(three)));
}
