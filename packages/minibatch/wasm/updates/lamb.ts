/** LAMB's direction. */
import { coefficient, FULL, put, slot, take, wholeBytes } from "../lanes";
import { keepMean } from "../update-lanes";

// @ts-ignore: decorator
@inline
function lambBlock(g: usize, m: usize, v: usize, b1: v128, share1: v128, b2: v128, share2: v128, a: v128, s: v128, epsilon: v128, count: i32): void {
  const gradient = take(g, count);
  const mean = keepMean(m, b1, share1, gradient, count);
  const meanSquare = keepMean(v, b2, share2, f32x4.mul(gradient, gradient), count);
  const root = f32x4.add(f32x4.mul(s, f32x4.sqrt(meanSquare)), epsilon);
  put(g, f32x4.div(f32x4.mul(a, mean), root), count);
}

/** g = a m / (s sqrt(v) + epsilon) */
export function lamb(_p: usize, g: usize, slots: usize, from: usize, c: usize, N: i32): void {
  const m = slot(slots, 0, from);
  const v = slot(slots, 1, from);
  const b1 = coefficient(c, 0);
  const share1 = coefficient(c, 1);
  const b2 = coefficient(c, 2);
  const share2 = coefficient(c, 3);
  const a = coefficient(c, 4);
  const s = coefficient(c, 5);
  const epsilon = coefficient(c, 6);
  const whole = wholeBytes(N);
  let at: usize = 0;
  for (; at < whole; at += 16) lambBlock(g + at, m + at, v + at, b1, share1, b2, share2, a, s, epsilon, FULL);
  if (N & 3) lambBlock(g + at, m + at, v + at, b1, share1, b2, share2, a, s, epsilon, N & 3);
}
