/** RMSprop: plain, with momentum, centered, both. */
import { coefficient, FULL, mix, put, putSlot, slot, take, wholeBytes } from "../lanes";

/** a, kept: the mean square of the gradient. */
// @ts-ignore: decorator
@inline
function keepMeanSquare(a: usize, gradient: v128, rho: v128, share: v128, count: i32): v128 {
  const meanSquare = mix(rho, take(a, count), share, f32x4.mul(gradient, gradient));
  putSlot(a, meanSquare, count);
  return meanSquare;
}

/** m, kept: the mean of the gradient. Gives the variance, never below 0. */
// @ts-ignore: decorator
@inline
function keepVariance(m: usize, gradient: v128, meanSquare: v128, rho: v128, share: v128, count: i32): v128 {
  const mean = mix(rho, take(m, count), share, gradient);
  putSlot(m, mean, count);
  return f32x4.max(f32x4.sub(meanSquare, f32x4.mul(mean, mean)), f32x4.splat(0));
}

/** scale gradient / (sqrt(square + inner) + outer) */
// @ts-ignore: decorator
@inline
function divideByRoot(scale: v128, gradient: v128, square: v128, inner: v128, outer: v128): v128 {
  return f32x4.div(f32x4.mul(scale, gradient), f32x4.add(f32x4.sqrt(f32x4.add(square, inner)), outer));
}

/** b = mu b + entry; p -= exit b */
// @ts-ignore: decorator
@inline
function moveByVelocity(p: usize, b: usize, entry: v128, mu: v128, exit: v128, count: i32): void {
  const velocity = f32x4.add(f32x4.mul(mu, take(b, count)), entry);
  putSlot(b, velocity, count);
  put(p, f32x4.sub(take(p, count), f32x4.mul(exit, velocity)), count);
}

// @ts-ignore: decorator
@inline
function rmspropBlock(p: usize, g: usize, a: usize, rho: v128, share: v128, eta: v128, inner: v128, outer: v128, count: i32): void {
  const gradient = take(g, count);
  const meanSquare = keepMeanSquare(a, gradient, rho, share, count);
  put(p, f32x4.sub(take(p, count), divideByRoot(eta, gradient, meanSquare, inner, outer)), count);
}

/** p -= eta g / (sqrt(a + inner) + outer) */
export function rmsprop(p: usize, g: usize, slots: usize, from: usize, c: usize, N: i32): void {
  const a = slot(slots, 0, from);
  const rho = coefficient(c, 0);
  const share = coefficient(c, 1);
  const eta = coefficient(c, 2);
  const inner = coefficient(c, 3);
  const outer = coefficient(c, 4);
  const whole = wholeBytes(N);
  let at: usize = 0;
  for (; at < whole; at += 16) rmspropBlock(p + at, g + at, a + at, rho, share, eta, inner, outer, FULL);
  if (N & 3) rmspropBlock(p + at, g + at, a + at, rho, share, eta, inner, outer, N & 3);
}

// @ts-ignore: decorator
@inline
function rmspropMomentumBlock(p: usize, g: usize, a: usize, b: usize, rho: v128, share: v128, entry: v128, inner: v128, outer: v128, mu: v128, exit: v128, count: i32): void {
  const gradient = take(g, count);
  const meanSquare = keepMeanSquare(a, gradient, rho, share, count);
  moveByVelocity(p, b, divideByRoot(entry, gradient, meanSquare, inner, outer), mu, exit, count);
}

/** b = mu b + entry g / (sqrt(a + inner) + outer); p -= exit b */
export function rmsprop_momentum(p: usize, g: usize, slots: usize, from: usize, c: usize, N: i32): void {
  const a = slot(slots, 0, from);
  const b = slot(slots, 1, from);
  const rho = coefficient(c, 0);
  const share = coefficient(c, 1);
  const entry = coefficient(c, 2);
  const inner = coefficient(c, 3);
  const outer = coefficient(c, 4);
  const mu = coefficient(c, 5);
  const exit = coefficient(c, 6);
  const whole = wholeBytes(N);
  let at: usize = 0;
  for (; at < whole; at += 16) rmspropMomentumBlock(p + at, g + at, a + at, b + at, rho, share, entry, inner, outer, mu, exit, FULL);
  if (N & 3) rmspropMomentumBlock(p + at, g + at, a + at, b + at, rho, share, entry, inner, outer, mu, exit, N & 3);
}

// @ts-ignore: decorator
@inline
function rmspropCenteredBlock(p: usize, g: usize, a: usize, m: usize, rho: v128, share: v128, eta: v128, inner: v128, outer: v128, count: i32): void {
  const gradient = take(g, count);
  const meanSquare = keepMeanSquare(a, gradient, rho, share, count);
  const variance = keepVariance(m, gradient, meanSquare, rho, share, count);
  put(p, f32x4.sub(take(p, count), divideByRoot(eta, gradient, variance, inner, outer)), count);
}

/** p -= eta g / (sqrt(a - m^2 + inner) + outer) */
export function rmsprop_centered(p: usize, g: usize, slots: usize, from: usize, c: usize, N: i32): void {
  const a = slot(slots, 0, from);
  const m = slot(slots, 1, from);
  const rho = coefficient(c, 0);
  const share = coefficient(c, 1);
  const eta = coefficient(c, 2);
  const inner = coefficient(c, 3);
  const outer = coefficient(c, 4);
  const whole = wholeBytes(N);
  let at: usize = 0;
  for (; at < whole; at += 16) rmspropCenteredBlock(p + at, g + at, a + at, m + at, rho, share, eta, inner, outer, FULL);
  if (N & 3) rmspropCenteredBlock(p + at, g + at, a + at, m + at, rho, share, eta, inner, outer, N & 3);
}

// @ts-ignore: decorator
@inline
function rmspropCenteredMomentumBlock(p: usize, g: usize, a: usize, m: usize, b: usize, rho: v128, share: v128, entry: v128, inner: v128, outer: v128, mu: v128, exit: v128, count: i32): void {
  const gradient = take(g, count);
  const meanSquare = keepMeanSquare(a, gradient, rho, share, count);
  const variance = keepVariance(m, gradient, meanSquare, rho, share, count);
  moveByVelocity(p, b, divideByRoot(entry, gradient, variance, inner, outer), mu, exit, count);
}

/** b = mu b + entry g / (sqrt(a - m^2 + inner) + outer); p -= exit b */
export function rmsprop_centered_momentum(p: usize, g: usize, slots: usize, from: usize, c: usize, N: i32): void {
  const a = slot(slots, 0, from);
  const m = slot(slots, 1, from);
  const b = slot(slots, 2, from);
  const rho = coefficient(c, 0);
  const share = coefficient(c, 1);
  const entry = coefficient(c, 2);
  const inner = coefficient(c, 3);
  const outer = coefficient(c, 4);
  const mu = coefficient(c, 5);
  const exit = coefficient(c, 6);
  const whole = wholeBytes(N);
  let at: usize = 0;
  for (; at < whole; at += 16) rmspropCenteredMomentumBlock(p + at, g + at, a + at, m + at, b + at, rho, share, entry, inner, outer, mu, exit, FULL);
  if (N & 3) rmspropCenteredMomentumBlock(p + at, g + at, a + at, m + at, b + at, rho, share, entry, inner, outer, mu, exit, N & 3);
}
