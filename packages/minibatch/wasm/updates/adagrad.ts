/** Adagrad. */
import { coefficient, FULL, put, putSlot, slot, take, wholeBytes } from "../lanes";

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
export function adagrad(p: usize, g: usize, slots: usize, from: usize, c: usize, N: i32): void {
  const a = slot(slots, 0, from);
  const eta = coefficient(c, 0);
  const inner = coefficient(c, 1);
  const outer = coefficient(c, 2);
  const whole = wholeBytes(N);
  let at: usize = 0;
  for (; at < whole; at += 16) adagradBlock(p + at, g + at, a + at, eta, inner, outer, FULL);
  if (N & 3) adagradBlock(p + at, g + at, a + at, eta, inner, outer, N & 3);
}
