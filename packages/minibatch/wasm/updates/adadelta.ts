/** Adadelta. */
import { coefficient, FULL, mix, put, putSlot, slot, take, wholeBytes } from "../lanes";

// @ts-ignore: decorator
@inline
function adadeltaBlock(p: usize, g: usize, a: usize, d: usize, rho: v128, share: v128, eta: v128, epsilon: v128, count: i32): void {
  const gradient = take(g, count);
  const meanSquare = mix(rho, take(a, count), share, f32x4.mul(gradient, gradient));
  putSlot(a, meanSquare, count);
  const stepSquare = take(d, count);
  const rootStep = f32x4.sqrt(f32x4.add(stepSquare, epsilon));
  const step = f32x4.div(f32x4.mul(gradient, rootStep), f32x4.sqrt(f32x4.add(meanSquare, epsilon)));
  put(p, f32x4.sub(take(p, count), f32x4.mul(eta, step)), count);
  putSlot(d, mix(rho, stepSquare, share, f32x4.mul(step, step)), count);
}

/** u = g sqrt(d + epsilon) / sqrt(a + epsilon); p -= eta u; a and d the mean squares of g and u */
export function adadelta(p: usize, g: usize, slots: usize, from: usize, c: usize, N: i32): void {
  const a = slot(slots, 0, from);
  const d = slot(slots, 1, from);
  const rho = coefficient(c, 0);
  const share = coefficient(c, 1);
  const eta = coefficient(c, 2);
  const epsilon = coefficient(c, 3);
  const whole = wholeBytes(N);
  let at: usize = 0;
  for (; at < whole; at += 16) adadeltaBlock(p + at, g + at, a + at, d + at, rho, share, eta, epsilon, FULL);
  if (N & 3) adadeltaBlock(p + at, g + at, a + at, d + at, rho, share, eta, epsilon, N & 3);
}
