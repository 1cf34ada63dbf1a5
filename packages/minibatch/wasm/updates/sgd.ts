/** Plain, with momentum, with Nesterov's; Keras's velocity holds steps, PyTorch's gradients. */
import { coefficient, FULL, mix, put, putSlot, slot, take, wholeBytes } from "../lanes";

// @ts-ignore: decorator
@inline
function sgdBlock(p: usize, g: usize, eta: v128, count: i32): void {
  put(p, f32x4.sub(take(p, count), f32x4.mul(eta, take(g, count))), count);
}

/** p -= eta g */
export function sgd(p: usize, g: usize, _slots: usize, _from: usize, c: usize, N: i32): void {
  const eta = coefficient(c, 0);
  const whole = wholeBytes(N);
  let at: usize = 0;
  for (; at < whole; at += 16) sgdBlock(p + at, g + at, eta, FULL);
  if (N & 3) sgdBlock(p + at, g + at, eta, N & 3);
}

// @ts-ignore: decorator
@inline
function sgdMomentumBlock(p: usize, g: usize, v: usize, mu: v128, eta: v128, count: i32): void {
  const velocity = f32x4.sub(f32x4.mul(mu, take(v, count)), f32x4.mul(eta, take(g, count)));
  putSlot(v, velocity, count);
  put(p, f32x4.add(take(p, count), velocity), count);
}

/** v = mu v - eta g; p += v */
export function sgd_momentum(p: usize, g: usize, slots: usize, from: usize, c: usize, N: i32): void {
  const v = slot(slots, 0, from);
  const mu = coefficient(c, 0);
  const eta = coefficient(c, 1);
  const whole = wholeBytes(N);
  let at: usize = 0;
  for (; at < whole; at += 16) sgdMomentumBlock(p + at, g + at, v + at, mu, eta, FULL);
  if (N & 3) sgdMomentumBlock(p + at, g + at, v + at, mu, eta, N & 3);
}

// @ts-ignore: decorator
@inline
function sgdNesterovBlock(p: usize, g: usize, v: usize, mu: v128, eta: v128, count: i32): void {
  const step = f32x4.mul(eta, take(g, count));
  const velocity = f32x4.sub(f32x4.mul(mu, take(v, count)), step);
  putSlot(v, velocity, count);
  put(p, f32x4.add(take(p, count), f32x4.sub(f32x4.mul(mu, velocity), step)), count);
}

/** v = mu v - eta g; p += mu v - eta g */
export function sgd_nesterov(p: usize, g: usize, slots: usize, from: usize, c: usize, N: i32): void {
  const v = slot(slots, 0, from);
  const mu = coefficient(c, 0);
  const eta = coefficient(c, 1);
  const whole = wholeBytes(N);
  let at: usize = 0;
  for (; at < whole; at += 16) sgdNesterovBlock(p + at, g + at, v + at, mu, eta, FULL);
  if (N & 3) sgdNesterovBlock(p + at, g + at, v + at, mu, eta, N & 3);
}

// @ts-ignore: decorator
@inline
function sgdMomentumTorchBlock(p: usize, g: usize, b: usize, mu: v128, share: v128, eta: v128, count: i32): void {
  const velocity = mix(mu, take(b, count), share, take(g, count));
  putSlot(b, velocity, count);
  put(p, f32x4.sub(take(p, count), f32x4.mul(eta, velocity)), count);
}

/** b = mu b + share g; p -= eta b */
export function sgd_momentum_torch(p: usize, g: usize, slots: usize, from: usize, c: usize, N: i32): void {
  const b = slot(slots, 0, from);
  const mu = coefficient(c, 0);
  const share = coefficient(c, 1);
  const eta = coefficient(c, 2);
  const whole = wholeBytes(N);
  let at: usize = 0;
  for (; at < whole; at += 16) sgdMomentumTorchBlock(p + at, g + at, b + at, mu, share, eta, FULL);
  if (N & 3) sgdMomentumTorchBlock(p + at, g + at, b + at, mu, share, eta, N & 3);
}

// @ts-ignore: decorator
@inline
function sgdNesterovTorchBlock(p: usize, g: usize, b: usize, mu: v128, share: v128, eta: v128, count: i32): void {
  const gradient = take(g, count);
  const velocity = mix(mu, take(b, count), share, gradient);
  putSlot(b, velocity, count);
  put(p, f32x4.sub(take(p, count), f32x4.mul(eta, f32x4.add(gradient, f32x4.mul(mu, velocity)))), count);
}

/** b = mu b + share g; p -= eta (g + mu b) */
export function sgd_nesterov_torch(p: usize, g: usize, slots: usize, from: usize, c: usize, N: i32): void {
  const b = slot(slots, 0, from);
  const mu = coefficient(c, 0);
  const share = coefficient(c, 1);
  const eta = coefficient(c, 2);
  const whole = wholeBytes(N);
  let at: usize = 0;
  for (; at < whole; at += 16) sgdNesterovTorchBlock(p + at, g + at, b + at, mu, share, eta, FULL);
  if (N & 3) sgdNesterovTorchBlock(p + at, g + at, b + at, mu, share, eta, N & 3);
}
