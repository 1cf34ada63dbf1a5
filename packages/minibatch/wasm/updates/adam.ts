/** Adam and AMSGrad. AdamW and RAdam are Adam, by their coefficients. */
import { asSlot, coefficient, FULL, mix, putSlot, slot, take, wholeBytes } from "../lanes";
import { keepMean, movedByRoot, moveByRoot } from "../update-lanes";
import { store8 } from "../vector";

// @ts-ignore: decorator
@inline
function adamBlock(p: usize, g: usize, m: usize, v: usize, b1: v128, share1: v128, b2: v128, share2: v128, rate: v128, s: v128, epsilon: v128, count: i32): void {
  const gradient = take(g, count);
  const mean = keepMean(m, b1, share1, gradient, count);
  const meanSquare = keepMean(v, b2, share2, f32x4.mul(gradient, gradient), count);
  moveByRoot(p, f32x4.mul(rate, mean), s, meanSquare, epsilon, count);
}

/** p -= rate m / (s sqrt(v) + epsilon) */
export function adam(p: usize, g: usize, slots: usize, from: usize, c: usize, N: i32): void {
  const m = slot(slots, 0, from);
  const v = slot(slots, 1, from);
  const b1 = coefficient(c, 0);
  const share1 = coefficient(c, 1);
  const b2 = coefficient(c, 2);
  const share2 = coefficient(c, 3);
  const rate = coefficient(c, 4);
  const s = coefficient(c, 5);
  const epsilon = coefficient(c, 6);
  const whole = wholeBytes(N);
  let at: usize = 0;
  // as adamBlock, two at once: all is loaded before anything is stored, so that they pair
  for (; at + 32 <= whole; at += 32) {
    const g0 = v128.load(g + at), g1 = v128.load(g + at, 16);
    const m0 = mix(b1, v128.load(m + at), share1, g0), m1 = mix(b1, v128.load(m + at, 16), share1, g1);
    const v0 = mix(b2, v128.load(v + at), share2, f32x4.mul(g0, g0)), v1 = mix(b2, v128.load(v + at, 16), share2, f32x4.mul(g1, g1));
    const p0 = movedByRoot(v128.load(p + at), f32x4.mul(rate, m0), s, v0, epsilon);
    const p1 = movedByRoot(v128.load(p + at, 16), f32x4.mul(rate, m1), s, v1, epsilon);
    store8(m + at, asSlot(m0), asSlot(m1));
    store8(v + at, asSlot(v0), asSlot(v1));
    store8(p + at, p0, p1);
  }
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
export function adam_amsgrad(p: usize, g: usize, slots: usize, from: usize, c: usize, N: i32): void {
  const m = slot(slots, 0, from);
  const v = slot(slots, 1, from);
  const vMax = slot(slots, 2, from);
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
