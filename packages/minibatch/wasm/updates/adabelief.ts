/** AdaBelief. */
import { coefficient, FULL, mix, putSlot, slot, take, wholeBytes } from "../lanes";
import { keepMean, moveByRoot } from "../update-lanes";

// @ts-ignore: decorator
@inline
function adabeliefBlock(p: usize, g: usize, m: usize, s: usize, b1: v128, share1: v128, b2: v128, share2: v128, rate: v128, r: v128, epsilon: v128, count: i32): void {
  const gradient = take(g, count);
  const mean = keepMean(m, b1, share1, gradient, count);
  const surprise = f32x4.sub(gradient, mean);
  const deviation = f32x4.add(mix(b2, take(s, count), share2, f32x4.mul(surprise, surprise)), epsilon);
  putSlot(s, deviation, count);
  moveByRoot(p, f32x4.mul(rate, mean), r, deviation, epsilon, count);
}

/** p -= rate m / (r sqrt(s) + epsilon), s kept with epsilon in it */
export function adabelief(p: usize, g: usize, slots: usize, from: usize, c: usize, N: i32): void {
  const m = slot(slots, 0, from);
  const s = slot(slots, 1, from);
  const b1 = coefficient(c, 0);
  const share1 = coefficient(c, 1);
  const b2 = coefficient(c, 2);
  const share2 = coefficient(c, 3);
  const rate = coefficient(c, 4);
  const r = coefficient(c, 5);
  const epsilon = coefficient(c, 6);
  const whole = wholeBytes(N);
  let at: usize = 0;
  for (; at < whole; at += 16) adabeliefBlock(p + at, g + at, m + at, s + at, b1, share1, b2, share2, rate, r, epsilon, FULL);
  if (N & 3) adabeliefBlock(p + at, g + at, m + at, s + at, b1, share1, b2, share2, rate, r, epsilon, N & 3);
}
