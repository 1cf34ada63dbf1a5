/** Adan. */
import { coefficient, FULL, put, putSlot, slot, take, wholeBytes } from "../lanes";
import { keepMean } from "../update-lanes";

// @ts-ignore: decorator
@inline
function adanBlock(p: usize, g: usize, m: usize, v: usize, n: usize, before: usize, b1: v128, share1: v128, b2: v128, share2: v128, b3: v128, share3: v128, has: v128, eta: v128, epsilon: v128, shrink: v128, count: i32): void {
  const gradient = take(g, count);
  const difference = f32x4.mul(has, f32x4.sub(gradient, take(before, count)));
  const ahead = f32x4.add(gradient, f32x4.mul(b2, difference));
  const mean = keepMean(m, b1, share1, gradient, count);
  const meanDifference = keepMean(v, b2, share2, difference, count);
  const meanSquare = keepMean(n, b3, share3, f32x4.mul(ahead, ahead), count);
  const direction = f32x4.add(mean, f32x4.mul(b2, meanDifference));
  const step = f32x4.div(f32x4.mul(eta, direction), f32x4.add(f32x4.sqrt(meanSquare), epsilon));
  put(p, f32x4.mul(shrink, f32x4.sub(take(p, count), step)), count);
  putSlot(before, gradient, count);
}

/** p = shrink (p - eta (m + b2 v) / (sqrt(n) + epsilon)) */
export function adan(p: usize, g: usize, slots: usize, from: usize, c: usize, N: i32): void {
  const m = slot(slots, 0, from);
  const v = slot(slots, 1, from);
  const n = slot(slots, 2, from);
  const before = slot(slots, 3, from);
  const b1 = coefficient(c, 0);
  const share1 = coefficient(c, 1);
  const b2 = coefficient(c, 2);
  const share2 = coefficient(c, 3);
  const b3 = coefficient(c, 4);
  const share3 = coefficient(c, 5);
  const has = coefficient(c, 6);
  const eta = coefficient(c, 7);
  const epsilon = coefficient(c, 8);
  const shrink = coefficient(c, 9);
  const whole = wholeBytes(N);
  let at: usize = 0;
  for (; at < whole; at += 16) adanBlock(p + at, g + at, m + at, v + at, n + at, before + at, b1, share1, b2, share2, b3, share3, has, eta, epsilon, shrink, FULL);
  if (N & 3) adanBlock(p + at, g + at, m + at, v + at, n + at, before + at, b1, share1, b2, share2, b3, share3, has, eta, epsilon, shrink, N & 3);
}
