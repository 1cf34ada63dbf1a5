/** SignSGD and Signum. */
import { coefficient, FULL, put, slot, take, wholeBytes } from "../lanes";
import { keepMean, sign } from "../update-lanes";

// @ts-ignore: decorator
@inline
function signsgdBlock(p: usize, g: usize, eta: v128, count: i32): void {
  put(p, f32x4.sub(take(p, count), f32x4.mul(eta, sign(take(g, count)))), count);
}

/** p -= eta sign(g) */
export function signsgd(p: usize, g: usize, _slots: usize, _from: usize, c: usize, N: i32): void {
  const eta = coefficient(c, 0);
  const whole = wholeBytes(N);
  let at: usize = 0;
  for (; at < whole; at += 16) signsgdBlock(p + at, g + at, eta, FULL);
  if (N & 3) signsgdBlock(p + at, g + at, eta, N & 3);
}

// @ts-ignore: decorator
@inline
function signumBlock(p: usize, g: usize, m: usize, eta: v128, b: v128, share: v128, count: i32): void {
  const mean = keepMean(m, b, share, take(g, count), count);
  put(p, f32x4.sub(take(p, count), f32x4.mul(eta, sign(mean))), count);
}

/** m = b m + share g; p -= eta sign(m) */
export function signum(p: usize, g: usize, slots: usize, from: usize, c: usize, N: i32): void {
  const m = slot(slots, 0, from);
  const eta = coefficient(c, 0);
  const b = coefficient(c, 1);
  const share = coefficient(c, 2);
  const whole = wholeBytes(N);
  let at: usize = 0;
  for (; at < whole; at += 16) signumBlock(p + at, g + at, m + at, eta, b, share, FULL);
  if (N & 3) signumBlock(p + at, g + at, m + at, eta, b, share, N & 3);
}
