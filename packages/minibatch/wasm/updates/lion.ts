/** Lion. */
import { coefficient, FULL, mix, put, slot, take, wholeBytes } from "../lanes";
import { keepMean, sign } from "../update-lanes";

// @ts-ignore: decorator
@inline
function lionBlock(p: usize, g: usize, m: usize, b1: v128, share1: v128, b2: v128, share2: v128, eta: v128, count: i32): void {
  const gradient = take(g, count);
  const direction = sign(mix(b1, take(m, count), share1, gradient));
  put(p, f32x4.sub(take(p, count), f32x4.mul(eta, direction)), count);
  keepMean(m, b2, share2, gradient, count);
}

/** p -= eta sign(b1 m + share1 g); m = b2 m + share2 g */
export function lion(p: usize, g: usize, slots: usize, from: usize, c: usize, N: i32): void {
  const m = slot(slots, 0, from);
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
