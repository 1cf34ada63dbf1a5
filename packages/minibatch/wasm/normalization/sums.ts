/**
 * Sums over many numbers in float64, each from the first to the last, for means and variances. What is summed is taken
 * relative to a shift that lies among the numbers, so that no figures are lost where they are far from 0. A row of a
 * matrix is a pixel, its columns are channels.
 */

/** Two neighbours in float64. */
// @ts-ignore: decorator
@inline
function pair(p: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(p));
}

/** One number in float64, and 0. */
// @ts-ignore: decorator
@inline
function single(p: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load32_zero(p));
}

/** Channels c0 .. c1 of N pixels, `row` bytes apart: sums_C of x - shift, squares_C of its squares; shift_C float32. */
export function shiftedSums(x: usize, shift: usize, N: i32, row: usize, c0: i32, c1: i32, sums: usize, squares: usize): void {
  let c = c0;
  for (; c + 8 <= c1; c += 8) sums8(x + (<usize>c << 2), shift + (<usize>c << 2), N, row, sums + (<usize>c << 3), squares + (<usize>c << 3));
  for (; c + 2 <= c1; c += 2) sums2(x + (<usize>c << 2), shift + (<usize>c << 2), N, row, sums + (<usize>c << 3), squares + (<usize>c << 3));
  if (c < c1) sums1(x + (<usize>c << 2), shift + (<usize>c << 2), N, row, sums + (<usize>c << 3), squares + (<usize>c << 3));
}

function sums8(x: usize, shift: usize, N: i32, row: usize, sums: usize, squares: usize): void {
  const m0 = pair(shift), m1 = pair(shift + 8), m2 = pair(shift + 16), m3 = pair(shift + 24);
  let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0, q0 = s0, q1 = s0, q2 = s0, q3 = s0;
  for (let n = 0; n < N; n++) {
    const v0 = f64x2.sub(pair(x), m0), v1 = f64x2.sub(pair(x + 8), m1);
    s0 = f64x2.add(s0, v0);
    s1 = f64x2.add(s1, v1);
    q0 = f64x2.add(q0, f64x2.mul(v0, v0));
    q1 = f64x2.add(q1, f64x2.mul(v1, v1));
    const v2 = f64x2.sub(pair(x + 16), m2), v3 = f64x2.sub(pair(x + 24), m3);
    s2 = f64x2.add(s2, v2);
    s3 = f64x2.add(s3, v3);
    q2 = f64x2.add(q2, f64x2.mul(v2, v2));
    q3 = f64x2.add(q3, f64x2.mul(v3, v3));
    x += row;
  }
  v128.store(sums, s0);
  v128.store(sums, s1, 16);
  v128.store(sums, s2, 32);
  v128.store(sums, s3, 48);
  v128.store(squares, q0);
  v128.store(squares, q1, 16);
  v128.store(squares, q2, 32);
  v128.store(squares, q3, 48);
}

function sums2(x: usize, shift: usize, N: i32, row: usize, sums: usize, squares: usize): void {
  const m = pair(shift);
  let s = f64x2.splat(0), q = s;
  for (let n = 0; n < N; n++) {
    const v = f64x2.sub(pair(x), m);
    s = f64x2.add(s, v);
    q = f64x2.add(q, f64x2.mul(v, v));
    x += row;
  }
  v128.store(sums, s);
  v128.store(squares, q);
}

function sums1(x: usize, shift: usize, N: i32, row: usize, sums: usize, squares: usize): void {
  const m = single(shift);
  let s = f64x2.splat(0), q = s;
  for (let n = 0; n < N; n++) {
    const v = f64x2.sub(single(x), m);
    s = f64x2.add(s, v);
    q = f64x2.add(q, f64x2.mul(v, v));
    x += row;
  }
  v128.store64_lane(sums, s, 0);
  v128.store64_lane(squares, q, 0);
}

/**
 * Of `count` neighbours: the sum of x - shift at `sums`, that of its squares behind it. Eight chains of additions, so
 * that none waits for another.
 */
export function runSums(x: usize, shift: f64, count: i32, sums: usize): void {
  const m = f64x2.splat(shift);
  let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0, q0 = s0, q1 = s0, q2 = s0, q3 = s0;
  let n = 0;
  for (; n + 8 <= count; n += 8) {
    const v0 = f64x2.sub(pair(x), m), v1 = f64x2.sub(pair(x + 8), m);
    s0 = f64x2.add(s0, v0);
    s1 = f64x2.add(s1, v1);
    q0 = f64x2.add(q0, f64x2.mul(v0, v0));
    q1 = f64x2.add(q1, f64x2.mul(v1, v1));
    const v2 = f64x2.sub(pair(x + 16), m), v3 = f64x2.sub(pair(x + 24), m);
    s2 = f64x2.add(s2, v2);
    s3 = f64x2.add(s3, v3);
    q2 = f64x2.add(q2, f64x2.mul(v2, v2));
    q3 = f64x2.add(q3, f64x2.mul(v3, v3));
    x += 32;
  }
  const s = f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3));
  const q = f64x2.add(f64x2.add(q0, q1), f64x2.add(q2, q3));
  let sum = f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
  let square = f64x2.extract_lane(q, 0) + f64x2.extract_lane(q, 1);
  for (; n < count; n++) {
    const v = <f64>load<f32>(x) - shift;
    sum += v;
    square += v * v;
    x += 4;
  }
  store<f64>(sums, sum);
  store<f64>(sums, square, 8);
}

/** Channels c0 .. c1 of N pixels: sums_C of dy, and products_C of dy (x - mean); mean_C in float64. */
export function gradientSums(x: usize, dy: usize, mean: usize, N: i32, row: usize, c0: i32, c1: i32, sums: usize, products: usize): void {
  let c = c0;
  for (; c + 8 <= c1; c += 8) gradient8(x + (<usize>c << 2), dy + (<usize>c << 2), mean + (<usize>c << 3), N, row, sums + (<usize>c << 3), products + (<usize>c << 3));
  for (; c + 2 <= c1; c += 2) gradient2(x + (<usize>c << 2), dy + (<usize>c << 2), mean + (<usize>c << 3), N, row, sums + (<usize>c << 3), products + (<usize>c << 3));
  if (c < c1) gradient1(x + (<usize>c << 2), dy + (<usize>c << 2), mean + (<usize>c << 3), N, row, sums + (<usize>c << 3), products + (<usize>c << 3));
}

function gradient8(x: usize, dy: usize, mean: usize, N: i32, row: usize, sums: usize, products: usize): void {
  let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0, q0 = s0, q1 = s0, q2 = s0, q3 = s0;
  for (let n = 0; n < N; n++) {
    const d0 = pair(dy), d1 = pair(dy + 8);
    s0 = f64x2.add(s0, d0);
    s1 = f64x2.add(s1, d1);
    q0 = f64x2.add(q0, f64x2.mul(d0, f64x2.sub(pair(x), v128.load(mean))));
    q1 = f64x2.add(q1, f64x2.mul(d1, f64x2.sub(pair(x + 8), v128.load(mean, 16))));
    const d2 = pair(dy + 16), d3 = pair(dy + 24);
    s2 = f64x2.add(s2, d2);
    s3 = f64x2.add(s3, d3);
    q2 = f64x2.add(q2, f64x2.mul(d2, f64x2.sub(pair(x + 16), v128.load(mean, 32))));
    q3 = f64x2.add(q3, f64x2.mul(d3, f64x2.sub(pair(x + 24), v128.load(mean, 48))));
    x += row;
    dy += row;
  }
  v128.store(sums, s0);
  v128.store(sums, s1, 16);
  v128.store(sums, s2, 32);
  v128.store(sums, s3, 48);
  v128.store(products, q0);
  v128.store(products, q1, 16);
  v128.store(products, q2, 32);
  v128.store(products, q3, 48);
}

function gradient2(x: usize, dy: usize, mean: usize, N: i32, row: usize, sums: usize, products: usize): void {
  const m = v128.load(mean);
  let s = f64x2.splat(0), q = s;
  for (let n = 0; n < N; n++) {
    const d = pair(dy);
    s = f64x2.add(s, d);
    q = f64x2.add(q, f64x2.mul(d, f64x2.sub(pair(x), m)));
    x += row;
    dy += row;
  }
  v128.store(sums, s);
  v128.store(products, q);
}

function gradient1(x: usize, dy: usize, mean: usize, N: i32, row: usize, sums: usize, products: usize): void {
  const m = v128.load64_zero(mean);
  let s = f64x2.splat(0), q = s;
  for (let n = 0; n < N; n++) {
    const d = single(dy);
    s = f64x2.add(s, d);
    q = f64x2.add(q, f64x2.mul(d, f64x2.sub(single(x), m)));
    x += row;
    dy += row;
  }
  v128.store64_lane(sums, s, 0);
  v128.store64_lane(products, q, 0);
}

/** Of `count` neighbours: the sum of g = dy gamma at `sums`, that of g (x - mean) behind it; gamma may be 0, for 1. */
export function runGradientSums(x: usize, dy: usize, gamma: usize, mean: f64, count: i32, sums: usize): void {
  const m = f64x2.splat(mean);
  let s0 = f64x2.splat(0), s1 = s0, q0 = s0, q1 = s0;
  let n = 0;
  for (; n + 4 <= count; n += 4) {
    let g0 = pair(dy), g1 = pair(dy + 8);
    if (gamma) {
      g0 = f64x2.mul(g0, pair(gamma));
      g1 = f64x2.mul(g1, pair(gamma + 8));
      gamma += 16;
    }
    s0 = f64x2.add(s0, g0);
    s1 = f64x2.add(s1, g1);
    q0 = f64x2.add(q0, f64x2.mul(g0, f64x2.sub(pair(x), m)));
    q1 = f64x2.add(q1, f64x2.mul(g1, f64x2.sub(pair(x + 8), m)));
    x += 16;
    dy += 16;
  }
  const s = f64x2.add(s0, s1), q = f64x2.add(q0, q1);
  let sum = f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
  let product = f64x2.extract_lane(q, 0) + f64x2.extract_lane(q, 1);
  for (; n < count; n++) {
    let g = <f64>load<f32>(dy);
    if (gamma) {
      g *= <f64>load<f32>(gamma);
      gamma += 4;
    }
    sum += g;
    product += g * (<f64>load<f32>(x) - mean);
    x += 4;
    dy += 4;
  }
  store<f64>(sums, sum);
  store<f64>(sums, product, 8);
}
