/** Nadam. */
import { coefficient, FULL, mix, slot, take, wholeBytes } from "../lanes";
import { keepMean, moveByRoot } from "../update-lanes";

// @ts-ignore: decorator
@inline
function nadamBlock(p: usize, g: usize, m: usize, v: usize, b1: v128, share1: v128, b2: v128, share2: v128, now: v128, next: v128, s: v128, epsilon: v128, count: i32): void {
  const gradient = take(g, count);
  const mean = keepMean(m, b1, share1, gradient, count);
  const meanSquare = keepMean(v, b2, share2, f32x4.mul(gradient, gradient), count);
  moveByRoot(p, mix(now, gradient, next, mean), s, meanSquare, epsilon, count);
}

/** p -= (now g + next m) / (s sqrt(v) + epsilon) */
export function nadam(p: usize, g: usize, slots: usize, from: usize, c: usize, N: i32): void {
  const m = slot(slots, 0, from);
  const v = slot(slots, 1, from);
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
