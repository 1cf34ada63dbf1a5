import { sigmoid4, softplus4 } from "../elementary";

// @ts-ignore: decorator
@inline
export function forward(z: v128, _parameter: f32): v128 {
  return softplus4(z);
}

// @ts-ignore: decorator
@inline
export function slope(z: v128, _y: v128, _parameter: f32): v128 {
  return sigmoid4(z);
}
