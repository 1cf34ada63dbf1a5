import { exp4 } from "../elementary";

/** From here on tanh(log(1 + e^z)) rounds to 1, and the powers of e^z below are finite. */
// @ts-ignore: decorator
@inline
const END: f32 = 20;

/**
 * tanh(log(1 + e)) = ((1 + e)^2 - 1) / ((1 + e)^2 + 1) = n / (n + 2), with e = e^z and n = e (e + 2): one exponential,
 * and no figures lost where e is small.
 */
// @ts-ignore: decorator
@inline
export function forward(z: v128, _parameter: f32): v128 {
  const two = f32x4.splat(2);
  const e = exp4(f32x4.min(z, f32x4.splat(END)));
  const n = f32x4.mul(e, f32x4.add(e, two));
  return f32x4.mul(z, f32x4.div(n, f32x4.add(n, two)));
}

/** n / (n + 2) + z (1 - tanh^2) sigmoid(z), of which the last two are 4 e (1 + e) / (n + 2)^2 */
// @ts-ignore: decorator
@inline
export function slope(z: v128, _y: v128, _parameter: f32): v128 {
  const two = f32x4.splat(2);
  const bounded = f32x4.min(z, f32x4.splat(END));
  const e = exp4(bounded);
  const n = f32x4.mul(e, f32x4.add(e, two));
  const below = f32x4.div(f32x4.splat(1), f32x4.add(n, two));
  const rest = f32x4.mul(f32x4.mul(f32x4.mul(f32x4.splat(4), e), f32x4.add(f32x4.splat(1), e)), f32x4.mul(below, below));
  return f32x4.add(f32x4.mul(n, below), f32x4.mul(bounded, rest));
}
