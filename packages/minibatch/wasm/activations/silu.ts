import { sigmoid4 } from "../elementary";

// @ts-ignore: decorator
@inline
export function forward(z: v128, _parameter: f32): v128 {
  return f32x4.mul(z, sigmoid4(z));
}

// @ts-ignore: decorator
@inline
export function slope(z: v128, _y: v128, _parameter: f32): v128 {
  const one = f32x4.splat(1);
  const s = sigmoid4(z);
  return f32x4.mul(s, f32x4.add(one, f32x4.mul(z, f32x4.sub(one, s))));
}
