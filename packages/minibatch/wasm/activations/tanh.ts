import { tanh4 } from "../elementary";

// @ts-ignore: decorator
@inline
export function forward(z: v128, _parameter: f32): v128 {
  return tanh4(z);
}

// @ts-ignore: decorator
@inline
export function slope(_z: v128, y: v128, _parameter: f32): v128 {
  return f32x4.sub(f32x4.splat(1), f32x4.mul(y, y));
}
