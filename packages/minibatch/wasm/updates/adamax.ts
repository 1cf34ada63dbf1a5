/** Adamax. */
import { coefficient, FULL, put, putSlot, slot, take, wholeBytes } from "../lanes";
import { keepMean } from "../update-lanes";

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
export function adamax(p: usize, g: usize, slots: usize, from: usize, c: usize, N: i32): void {
  const m = slot(slots, 0, from);
  const u = slot(slots, 1, from);
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
