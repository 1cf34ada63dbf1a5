/** Adagrad and Adadelta. */
import { coefficient, FULL, mix, put, putSlot, take, wholeBytes } from "./lanes";

// @ts-ignore: decorator
@inline
function adagradBlock(p: usize, g: usize, a: usize, eta: v128, inner: v128, outer: v128, count: i32): void {
  const gradient = take(g, count);
  const sum = f32x4.add(take(a, count), f32x4.mul(gradient, gradient));
  putSlot(a, sum, count);
  const root = f32x4.add(f32x4.sqrt(f32x4.add(sum, inner)), outer);
  put(p, f32x4.sub(take(p, count), f32x4.div(f32x4.mul(eta, gradient), root)), count);
}

/** a += g^2; p -= eta g / (sqrt(a + inner) + outer) */
export function adagrad(p: usize, g: usize, a: usize, _s1: usize, _s2: usize, c: usize, N: i32): void {
  const eta = coefficient(c, 0);
  const inner = coefficient(c, 1);
  const outer = coefficient(c, 2);
  const whole = wholeBytes(N);
  let at: usize = 0;
  for (; at < whole; at += 16) adagradBlock(p + at, g + at, a + at, eta, inner, outer, FULL);
  if (N & 3) adagradBlock(p + at, g + at, a + at, eta, inner, outer, N & 3);
}

// @ts-ignore: decorator
@inline
function adadeltaBlock(p: usize, g: usize, a: usize, d: usize, rho: v128, share: v128, eta: v128, epsilon: v128, count: i32): void {
  const gradient = take(g, count);
  const meanSquare = mix(rho, take(a, count), share, f32x4.mul(gradient, gradient));
  putSlot(a, meanSquare, count);
  const stepSquare = take(d, count);
  const rootStep = f32x4.sqrt(f32x4.add(stepSquare, epsilon));
  const step = f32x4.div(f32x4.mul(gradient, rootStep), f32x4.sqrt(f32x4.add(meanSquare, epsilon)));
  put(p, f32x4.sub(take(p, count), f32x4.mul(eta, step)), count);
  putSlot(d, mix(rho, stepSquare, share, f32x4.mul(step, step)), count);
}

/** u = g sqrt(d + epsilon) / sqrt(a + epsilon); p -= eta u; a and d the mean squares of g and u */
export function adadelta(p: usize, g: usize, a: usize, d: usize, _s2: usize, c: usize, N: i32): void {
  const rho = coefficient(c, 0);
  const share = coefficient(c, 1);
  const eta = coefficient(c, 2);
  const epsilon = coefficient(c, 3);
  const whole = wholeBytes(N);
  let at: usize = 0;
  for (; at < whole; at += 16) adadeltaBlock(p + at, g + at, a + at, d + at, rho, share, eta, epsilon, FULL);
  if (N & 3) adadeltaBlock(p + at, g + at, a + at, d + at, rho, share, eta, epsilon, N & 3);
}
