/**
 * Layer and RMS normalization: each pixel over its C channels. Means and 1 / sqrt(variance + epsilon) are float64, one
 * of each pixel; RMS normalization takes 0 for the mean.
 */
import { put, take } from "../lanes";
import { loadPartial, madd, store8 } from "../vector";
import { runGradientSums, runSums } from "./sums";

/** y = (x - mean) inverse gamma + beta, pixels n0 .. n1; gamma and beta are 0 where there are none */
export function layerNormPart(x: usize, mean: usize, inverse: usize, gamma: usize, beta: usize, y: usize, C: i32, epsilon: f64, centers: bool, n0: i32, n1: i32, scratch: usize): void {
  const row = <usize>C << 2;
  x += <usize>n0 * row;
  y += <usize>n0 * row;
  for (let n = n0; n < n1; n++) {
    const shift = centers ? <f64>load<f32>(x) : 0;
    runSums(x, shift, C, scratch);
    const from = centers ? load<f64>(scratch) / <f64>C : 0;
    const variance = max(0, load<f64>(scratch, 8) / <f64>C - from * from);
    const m = shift + from, one = 1 / sqrt(variance + epsilon);
    store<f64>(mean + (<usize>n << 3), m);
    store<f64>(inverse + (<usize>n << 3), one);
    normalizeRun(x, y, gamma, beta, m, one, C);
    x += row;
    y += row;
  }
}

function normalizeRun(x: usize, y: usize, gamma: usize, beta: usize, m: f64, one: f64, C: i32): void {
  const rounded = <f32>m;
  const mean = f32x4.splat(rounded), scale = f32x4.splat(<f32>one), lost = f32x4.splat(<f32>((<f64>rounded - m) * one));
  let c = 0;
  for (; c + 8 <= C; c += 8) {
    let low = madd(f32x4.sub(v128.load(x), mean), scale, lost);
    let high = madd(f32x4.sub(v128.load(x, 16), mean), scale, lost);
    if (gamma) {
      low = f32x4.mul(low, v128.load(gamma));
      high = f32x4.mul(high, v128.load(gamma, 16));
      gamma += 32;
    }
    if (beta) {
      low = f32x4.add(low, v128.load(beta));
      high = f32x4.add(high, v128.load(beta, 16));
      beta += 32;
    }
    store8(y, low, high);
    x += 32;
    y += 32;
  }
  for (; c < C; c += 4) {
    const lanes = C - c;
    let v = madd(f32x4.sub(take(x, lanes), mean), scale, lost);
    if (gamma) {
      v = f32x4.mul(v, take(gamma, lanes));
      gamma += 16;
    }
    if (beta) {
      v = f32x4.add(v, take(beta, lanes));
      beta += 16;
    }
    put(y, v, lanes);
    x += 16;
    y += 16;
  }
}

/** dx = inverse (g - mean of g - (x - mean) inverse^2 mean of g (x - mean)), g = dy gamma, pixels n0 .. n1 */
export function layerNormBackwardPart(x: usize, dy: usize, mean: usize, inverse: usize, gamma: usize, dx: usize, C: i32, centers: bool, n0: i32, n1: i32, scratch: usize): void {
  const row = <usize>C << 2, skipped = <usize>n0 * row;
  x += skipped;
  dy += skipped;
  dx += skipped;
  for (let n = n0; n < n1; n++) {
    const m = load<f64>(mean + (<usize>n << 3)), one = load<f64>(inverse + (<usize>n << 3));
    runGradientSums(x, dy, gamma, m, C, scratch);
    const slope = (one * one * one * load<f64>(scratch, 8)) / <f64>C;
    const level = centers ? (one * load<f64>(scratch)) / <f64>C : 0;
    backwardRun(x, dy, dx, gamma, m, one, slope, level, C);
    x += row;
    dy += row;
    dx += row;
  }
}

/** dx = dy gamma inverse - (x - mean) slope - level */
function backwardRun(x: usize, dy: usize, dx: usize, gamma: usize, m: f64, one: f64, slope: f64, level: f64, C: i32): void {
  const rounded = <f32>m;
  const mean = f32x4.splat(rounded), scale = f32x4.splat(<f32>one), q = f32x4.splat(<f32>-slope);
  const shift = f32x4.splat(<f32>((m - <f64>rounded) * slope - level));
  let c = 0;
  for (; c + 8 <= C; c += 8) {
    let low = f32x4.mul(v128.load(dy), scale);
    let high = f32x4.mul(v128.load(dy, 16), scale);
    if (gamma) {
      low = f32x4.mul(low, v128.load(gamma));
      high = f32x4.mul(high, v128.load(gamma, 16));
      gamma += 32;
    }
    low = f32x4.add(low, madd(f32x4.sub(v128.load(x), mean), q, shift));
    high = f32x4.add(high, madd(f32x4.sub(v128.load(x, 16), mean), q, shift));
    store8(dx, low, high);
    x += 32;
    dy += 32;
    dx += 32;
  }
  for (; c < C; c += 4) {
    const lanes = C - c;
    let v = f32x4.mul(take(dy, lanes), scale);
    if (gamma) {
      v = f32x4.mul(v, take(gamma, lanes));
      gamma += 16;
    }
    put(dx, f32x4.add(v, madd(f32x4.sub(take(x, lanes), mean), q, shift)), lanes);
    x += 16;
    dy += 16;
    dx += 16;
  }
}

/** dgamma = sums over N pixels of dy (x - mean) inverse, dbeta = of dy, channels c0 .. c1; either may be 0, for none */
export function layerNormGradientPart(x: usize, dy: usize, mean: usize, inverse: usize, dgamma: usize, dbeta: usize, N: i32, C: i32, c0: i32, c1: i32): void {
  let c = c0;
  for (; c + 8 <= c1; c += 8) gradient8(x + (<usize>c << 2), dy + (<usize>c << 2), mean, inverse, dgamma, dbeta, N, <usize>C << 2, c);
  for (; c < c1; c += 4) {
    gradient4(x + (<usize>c << 2), dy + (<usize>c << 2), mean, inverse, dgamma, dbeta, N, <usize>C << 2, c, min(4, c1 - c));
  }
}

// @ts-ignore: decorator
@inline
function high(v: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 0, 1));
}

/** Two neighbours in float64. */
// @ts-ignore: decorator
@inline
function pair(p: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(p));
}

function gradient8(x: usize, dy: usize, mean: usize, inverse: usize, dgamma: usize, dbeta: usize, N: i32, row: usize, c: i32): void {
  let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0, q0 = s0, q1 = s0, q2 = s0, q3 = s0;
  for (let n = 0; n < N; n++) {
    const at = <usize>n << 3;
    const m = v128.load64_splat(mean + at), one = v128.load64_splat(inverse + at);
    const d0 = pair(dy), d1 = pair(dy + 8);
    s0 = f64x2.add(s0, d0);
    s1 = f64x2.add(s1, d1);
    q0 = f64x2.add(q0, f64x2.mul(d0, f64x2.mul(f64x2.sub(pair(x), m), one)));
    q1 = f64x2.add(q1, f64x2.mul(d1, f64x2.mul(f64x2.sub(pair(x + 8), m), one)));
    const d2 = pair(dy + 16), d3 = pair(dy + 24);
    s2 = f64x2.add(s2, d2);
    s3 = f64x2.add(s3, d3);
    q2 = f64x2.add(q2, f64x2.mul(d2, f64x2.mul(f64x2.sub(pair(x + 16), m), one)));
    q3 = f64x2.add(q3, f64x2.mul(d3, f64x2.mul(f64x2.sub(pair(x + 24), m), one)));
    x += row;
    dy += row;
  }
  if (dgamma) store8(dgamma + (<usize>c << 2), narrow(q0, q1), narrow(q2, q3));
  if (dbeta) store8(dbeta + (<usize>c << 2), narrow(s0, s1), narrow(s2, s3));
}

function gradient4(x: usize, dy: usize, mean: usize, inverse: usize, dgamma: usize, dbeta: usize, N: i32, row: usize, c: i32, lanes: i32): void {
  let s0 = f64x2.splat(0), s1 = s0, q0 = s0, q1 = s0;
  for (let n = 0; n < N; n++) {
    const at = <usize>n << 3;
    const m = v128.load64_splat(mean + at), one = v128.load64_splat(inverse + at);
    const d = lanes == 4 ? v128.load(dy) : loadPartial(dy, lanes);
    const v = lanes == 4 ? v128.load(x) : loadPartial(x, lanes);
    const d0 = f64x2.promote_low_f32x4(d), d1 = high(d);
    s0 = f64x2.add(s0, d0);
    s1 = f64x2.add(s1, d1);
    q0 = f64x2.add(q0, f64x2.mul(d0, f64x2.mul(f64x2.sub(f64x2.promote_low_f32x4(v), m), one)));
    q1 = f64x2.add(q1, f64x2.mul(d1, f64x2.mul(f64x2.sub(high(v), m), one)));
    x += row;
    dy += row;
  }
  if (dgamma) put(dgamma + (<usize>c << 2), narrow(q0, q1), lanes);
  if (dbeta) put(dbeta + (<usize>c << 2), narrow(s0, s1), lanes);
}

/** Four float64 as float32. */
// @ts-ignore: decorator
@inline
function narrow(low: v128, high: v128): v128 {
  return v128.shuffle<f32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
}
