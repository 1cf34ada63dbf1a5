/** Adam and its kin: AMSGrad, Adamax, Nadam, Lion. RAdam is Adam by its coefficients. */
import { coefficient, FULL, mix, put, putSlot, take, wholeBytes } from "./lanes";

/** m, kept: b m + share x. */
// @ts-ignore: decorator
@inline
function keepMean(m: usize, b: v128, share: v128, x: v128, count: i32): v128 {
  const mean = mix(b, take(m, count), share, x);
  putSlot(m, mean, count);
  return mean;
}

/** p -= numerator / (s sqrt(square) + epsilon) */
// @ts-ignore: decorator
@inline
function moveByRoot(p: usize, numerator: v128, s: v128, square: v128, epsilon: v128, count: i32): void {
  const root = f32x4.add(f32x4.mul(s, f32x4.sqrt(square)), epsilon);
  put(p, f32x4.sub(take(p, count), f32x4.div(numerator, root)), count);
}

// @ts-ignore: decorator
@inline
function adamBlock(p: usize, g: usize, m: usize, v: usize, b1: v128, share1: v128, b2: v128, share2: v128, rate: v128, s: v128, epsilon: v128, count: i32): void {
  const gradient = take(g, count);
  const mean = keepMean(m, b1, share1, gradient, count);
  const meanSquare = keepMean(v, b2, share2, f32x4.mul(gradient, gradient), count);
  moveByRoot(p, f32x4.mul(rate, mean), s, meanSquare, epsilon, count);
}

/** p -= rate m / (s sqrt(v) + epsilon) */
export function adam(p: usize, g: usize, m: usize, v: usize, _s2: usize, c: usize, N: i32): void {
  const b1 = coefficient(c, 0);
  const share1 = coefficient(c, 1);
  const b2 = coefficient(c, 2);
  const share2 = coefficient(c, 3);
  const rate = coefficient(c, 4);
  const s = coefficient(c, 5);
  const epsilon = coefficient(c, 6);
  const whole = wholeBytes(N);
  let at: usize = 0;
  for (; at < whole; at += 16) adamBlock(p + at, g + at, m + at, v + at, b1, share1, b2, share2, rate, s, epsilon, FULL);
  if (N & 3) adamBlock(p + at, g + at, m + at, v + at, b1, share1, b2, share2, rate, s, epsilon, N & 3);
}

// @ts-ignore: decorator
@inline
function adamAmsgradBlock(p: usize, g: usize, m: usize, v: usize, vMax: usize, b1: v128, share1: v128, b2: v128, share2: v128, rate: v128, s: v128, epsilon: v128, count: i32): void {
  const gradient = take(g, count);
  const mean = keepMean(m, b1, share1, gradient, count);
  const meanSquare = keepMean(v, b2, share2, f32x4.mul(gradient, gradient), count);
  const largest = f32x4.max(take(vMax, count), meanSquare);
  putSlot(vMax, largest, count);
  moveByRoot(p, f32x4.mul(rate, mean), s, largest, epsilon, count);
}

/** p -= rate m / (s sqrt(largest v) + epsilon) */
export function adam_amsgrad(p: usize, g: usize, m: usize, v: usize, vMax: usize, c: usize, N: i32): void {
  const b1 = coefficient(c, 0);
  const share1 = coefficient(c, 1);
  const b2 = coefficient(c, 2);
  const share2 = coefficient(c, 3);
  const rate = coefficient(c, 4);
  const s = coefficient(c, 5);
  const epsilon = coefficient(c, 6);
  const whole = wholeBytes(N);
  let at: usize = 0;
  for (; at < whole; at += 16) adamAmsgradBlock(p + at, g + at, m + at, v + at, vMax + at, b1, share1, b2, share2, rate, s, epsilon, FULL);
  if (N & 3) adamAmsgradBlock(p + at, g + at, m + at, v + at, vMax + at, b1, share1, b2, share2, rate, s, epsilon, N & 3);
}

// @ts-ignore: decorator
@inline
function adamaxBlock(p: usize, g: usize, m: usize, u: usize, b1: v128, share1: v128, b2: v128, rate: v128, inner: v128, outer: v128, count: i32): void {
  const gradient = take(g, count);
  const mean = keepMean(m, b1, share1, gradient, count);
  const largest = f32x4.max(f32x4.mul(b2, take(u, count)), f32x4.add(f32x4.abs(gradient), inner));
  putSlot(u, largest, count);
  put(p, f32x4.sub(take(p, count), f32x4.div(f32x4.mul(rate, mean), f32x4.add(largest, outer))), count);
}

/** u = max(b2 u, |g| + inner); p -= rate m / (u + outer) */
export function adamax(p: usize, g: usize, m: usize, u: usize, _s2: usize, c: usize, N: i32): void {
  const b1 = coefficient(c, 0);
  const share1 = coefficient(c, 1);
  const b2 = coefficient(c, 2);
  const rate = coefficient(c, 3);
  const inner = coefficient(c, 4);
  const outer = coefficient(c, 5);
  const whole = wholeBytes(N);
  let at: usize = 0;
  for (; at < whole; at += 16) adamaxBlock(p + at, g + at, m + at, u + at, b1, share1, b2, rate, inner, outer, FULL);
  if (N & 3) adamaxBlock(p + at, g + at, m + at, u + at, b1, share1, b2, rate, inner, outer, N & 3);
}

// @ts-ignore: decorator
@inline
function nadamBlock(p: usize, g: usize, m: usize, v: usize, b1: v128, share1: v128, b2: v128, share2: v128, now: v128, next: v128, s: v128, epsilon: v128, count: i32): void {
  const gradient = take(g, count);
  const mean = keepMean(m, b1, share1, gradient, count);
  const meanSquare = keepMean(v, b2, share2, f32x4.mul(gradient, gradient), count);
  moveByRoot(p, mix(now, gradient, next, mean), s, meanSquare, epsilon, count);
}

/** p -= (now g + next m) / (s sqrt(v) + epsilon) */
export function nadam(p: usize, g: usize, m: usize, v: usize, _s2: usize, c: usize, N: i32): void {
  const b1 = coefficient(c, 0);
  const share1 = coefficient(c, 1);
  const b2 = coefficient(c, 2);
  const share2 = coefficient(c, 3);
  const now = coefficient(c, 4);
  const next = coefficient(c, 5);
  const s = coefficient(c, 6);
  const epsilon = coefficient(c, 7);
  const whole = wholeBytes(N);
  let at: usize = 0;
  for (; at < whole; at += 16) nadamBlock(p + at, g + at, m + at, v + at, b1, share1, b2, share2, now, next, s, epsilon, FULL);
  if (N & 3) nadamBlock(p + at, g + at, m + at, v + at, b1, share1, b2, share2, now, next, s, epsilon, N & 3);
}

/** 1 above 0, -1 below; 0 and NaN stay what they are. */
// @ts-ignore: decorator
@inline
function sign(x: v128): v128 {
  const zero = f32x4.splat(0);
  const below = v128.bitselect(f32x4.splat(-1), x, f32x4.lt(x, zero));
  return v128.bitselect(f32x4.splat(1), below, f32x4.gt(x, zero));
}

// @ts-ignore: decorator
@inline
function lionBlock(p: usize, g: usize, m: usize, b1: v128, share1: v128, b2: v128, share2: v128, eta: v128, count: i32): void {
  const gradient = take(g, count);
  const direction = sign(mix(b1, take(m, count), share1, gradient));
  put(p, f32x4.sub(take(p, count), f32x4.mul(eta, direction)), count);
  keepMean(m, b2, share2, gradient, count);
}

/** p -= eta sign(b1 m + share1 g); m = b2 m + share2 g */
export function lion(p: usize, g: usize, m: usize, _s1: usize, _s2: usize, c: usize, N: i32): void {
  const b1 = coefficient(c, 0);
  const share1 = coefficient(c, 1);
  const b2 = coefficient(c, 2);
  const share2 = coefficient(c, 3);
  const eta = coefficient(c, 4);
  const whole = wholeBytes(N);
  let at: usize = 0;
  for (; at < whole; at += 16) lionBlock(p + at, g + at, m + at, b1, share1, b2, share2, eta, FULL);
  if (N & 3) lionBlock(p + at, g + at, m + at, b1, share1, b2, share2, eta, N & 3);
}
