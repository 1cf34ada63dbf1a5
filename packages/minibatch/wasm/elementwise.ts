/** Passes over N elements: products, sums, clipping, penalties. */
import { loadPartial, storePartial, sumLanesWide } from "./vector";

/** y = x m */
export function multiply(x: usize, m: usize, y: usize, N: i32): void {
  for (let n = 0; n + 4 <= N; n += 4) {
    v128.store(y, f32x4.mul(v128.load(x), v128.load(m)));
    x += 16;
    m += 16;
    y += 16;
  }
  const rest = N & 3;
  if (rest) storePartial(y, f32x4.mul(loadPartial(x, rest), loadPartial(m, rest)), rest);
}

/** Sum of squares in float64: each square is exact there. */
export function sumOfSquares(x: usize, N: i32): f64 {
  let even = f64x2.splat(0);
  let odd = f64x2.splat(0);
  for (let n = 0; n + 4 <= N; n += 4) {
    const v = v128.load(x);
    const low = f64x2.promote_low_f32x4(v);
    const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 0, 1));
    even = f64x2.add(even, f64x2.mul(low, low));
    odd = f64x2.add(odd, f64x2.mul(high, high));
    x += 16;
  }
  const both = f64x2.add(even, odd);
  let sum = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
  for (let n = N & ~3; n < N; n++) {
    const v = <f64>load<f32>(x);
    sum += v * v;
    x += 4;
  }
  return sum;
}

export function sumOfMagnitudes(x: usize, N: i32): f64 {
  let sum: f64 = 0;
  for (let n = 0; n + 4 <= N; n += 4) {
    sum += sumLanesWide(f32x4.abs(v128.load(x)));
    x += 16;
  }
  const rest = N & 3;
  if (rest) sum += sumLanesWide(f32x4.abs(loadPartial(x, rest)));
  return sum;
}

/** x = x c */
export function scale(x: usize, c: f32, N: i32): void {
  const factor = f32x4.splat(c);
  for (let n = 0; n + 4 <= N; n += 4) {
    v128.store(x, f32x4.mul(v128.load(x), factor));
    x += 16;
  }
  const rest = N & 3;
  if (rest) storePartial(x, f32x4.mul(loadPartial(x, rest), factor), rest);
}

/** x = min(max(x, -limit), limit) */
export function clip(x: usize, limit: f32, N: i32): void {
  const high = f32x4.splat(limit);
  const low = f32x4.neg(high);
  for (let n = 0; n + 4 <= N; n += 4) {
    v128.store(x, f32x4.min(f32x4.max(v128.load(x), low), high));
    x += 16;
  }
  const rest = N & 3;
  if (rest) storePartial(x, f32x4.min(f32x4.max(loadPartial(x, rest), low), high), rest);
}

// @ts-ignore: decorator
@inline
function penaltySlope(w: v128, l1: v128, twoL2: v128): v128 {
  const zero = f32x4.splat(0);
  const positive = v128.and(f32x4.gt(w, zero), l1);
  const negative = v128.and(f32x4.lt(w, zero), l1);
  return f32x4.add(f32x4.sub(positive, negative), f32x4.mul(twoL2, w));
}

/** g += l1 sign(w) + 2 l2 w */
export function addPenaltyGradient(g: usize, w: usize, l1: f32, l2: f32, N: i32): void {
  const a = f32x4.splat(l1);
  const b = f32x4.splat(l2 * 2);
  for (let n = 0; n + 4 <= N; n += 4) {
    v128.store(g, f32x4.add(v128.load(g), penaltySlope(v128.load(w), a, b)));
    g += 16;
    w += 16;
  }
  const rest = N & 3;
  if (rest) storePartial(g, f32x4.add(loadPartial(g, rest), penaltySlope(loadPartial(w, rest), a, b)), rest);
}

/** g += c w */
export function addScaled(g: usize, w: usize, c: f32, N: i32): void {
  const factor = f32x4.splat(c);
  for (let n = 0; n + 4 <= N; n += 4) {
    v128.store(g, f32x4.add(v128.load(g), f32x4.mul(v128.load(w), factor)));
    g += 16;
    w += 16;
  }
  const rest = N & 3;
  if (rest) storePartial(g, f32x4.add(loadPartial(g, rest), f32x4.mul(loadPartial(w, rest), factor)), rest);
}
