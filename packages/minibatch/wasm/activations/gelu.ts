import { normalCumulative4, normalDensity4 } from "../elementary";

// @ts-ignore: decorator
@inline
export function forward(z: v128, _parameter: f32): v128 {
  return f32x4.mul(z, normalCumulative4(z, normalDensity4(z)));
}

// @ts-ignore: decorator
@inline
export function slope(z: v128, _y: v128, _parameter: f32): v128 {
  // Phi(z) + z phi(z), phi being the density over the root of 2 pi
  const density = normalDensity4(z);
  const scaled = f32x4.mul(f32x4.splat(0.39894228040143268), density);
  return f32x4.add(normalCumulative4(z, density), f32x4.mul(z, scaled));
}
