/**
 * Passes in which every channel has factors of its own. They stand in tables of float32, one behind the other, each
 * `period` numbers: the channels, repeated where they are few, so that whole vectors of several pixels go at once and a
 * pixel's end is no end of a loop.
 */
import { put, take } from "../lanes";
import { madd, store8 } from "../vector";

/** Most channels that tables are made for at a time: six tables of float64 fit into a thread's scratch memory. */
export const MOST_CHANNELS: i32 = 16384;
/** Fewer channels are repeated, whole vectors of them, to about so many numbers. */
const WIDE: i32 = 64;

/** How often C channels stand in a table for `pixels` pixels that lie one behind the other. */
export function repeatsOf(C: i32, pixels: i32): i32 {
  if (C >= WIDE || pixels < 8) return 1;
  return 4 * ((WIDE / 4 + C - 1) / C);
}

/** Repeats the first C numbers of a table of `period`. */
export function repeat(table: usize, C: i32, period: i32): void {
  for (let n = C; n < period; n += C) memory.copy(table + (<usize>n << 2), table, <usize>C << 2);
}

/** y = (x - mean) scale + shift, `count` numbers; tables: mean, scale, shift */
export function normalize(x: usize, y: usize, tables: usize, period: i32, count: i32): void {
  const next = <usize>period << 2;
  for (let left = count; left > 0; left -= period) {
    const n = min(left, period);
    let mean = tables, scale = tables + next, shift = scale + next;
    let c = 0;
    for (; c + 8 <= n; c += 8) {
      const low = madd(f32x4.sub(v128.load(x), v128.load(mean)), v128.load(scale), v128.load(shift));
      const high = madd(f32x4.sub(v128.load(x, 16), v128.load(mean, 16)), v128.load(scale, 16), v128.load(shift, 16));
      store8(y, low, high);
      x += 32;
      y += 32;
      mean += 32;
      scale += 32;
      shift += 32;
    }
    for (; c < n; c += 4) {
      const lanes = n - c;
      put(y, madd(f32x4.sub(take(x, lanes), take(mean, lanes)), take(scale, lanes), take(shift, lanes)), lanes);
      const bytes = <usize>min(lanes, 4) << 2;
      x += bytes;
      y += bytes;
      mean += bytes;
      scale += bytes;
      shift += bytes;
    }
  }
}

/** y = x scale + shift, `count` numbers; tables: scale, shift */
export function scaleAndShift(x: usize, y: usize, tables: usize, period: i32, count: i32): void {
  const next = <usize>period << 2;
  for (let left = count; left > 0; left -= period) {
    const n = min(left, period);
    let scale = tables, shift = tables + next;
    let c = 0;
    for (; c + 8 <= n; c += 8) {
      const low = madd(v128.load(x), v128.load(scale), v128.load(shift));
      const high = madd(v128.load(x, 16), v128.load(scale, 16), v128.load(shift, 16));
      store8(y, low, high);
      x += 32;
      y += 32;
      scale += 32;
      shift += 32;
    }
    for (; c < n; c += 4) {
      const lanes = n - c;
      put(y, madd(take(x, lanes), take(scale, lanes), take(shift, lanes)), lanes);
      const bytes = <usize>min(lanes, 4) << 2;
      x += bytes;
      y += bytes;
      scale += bytes;
      shift += bytes;
    }
  }
}

/** dx = dy k + ((x - mean) q + shift), `count` numbers; tables: mean, k, q, shift. dx may be dy. */
export function normalizeBackward(x: usize, dy: usize, dx: usize, tables: usize, period: i32, count: i32): void {
  const next = <usize>period << 2;
  for (let left = count; left > 0; left -= period) {
    const n = min(left, period);
    let mean = tables, k = tables + next, q = k + next, shift = q + next;
    let c = 0;
    for (; c + 8 <= n; c += 8) {
      const low = madd(v128.load(dy), v128.load(k), madd(f32x4.sub(v128.load(x), v128.load(mean)), v128.load(q), v128.load(shift)));
      const high = madd(v128.load(dy, 16), v128.load(k, 16), madd(f32x4.sub(v128.load(x, 16), v128.load(mean, 16)), v128.load(q, 16), v128.load(shift, 16)));
      store8(dx, low, high);
      x += 32;
      dy += 32;
      dx += 32;
      mean += 32;
      k += 32;
      q += 32;
      shift += 32;
    }
    for (; c < n; c += 4) {
      const lanes = n - c;
      const far = madd(f32x4.sub(take(x, lanes), take(mean, lanes)), take(q, lanes), take(shift, lanes));
      put(dx, madd(take(dy, lanes), take(k, lanes), far), lanes);
      const bytes = <usize>min(lanes, 4) << 2;
      x += bytes;
      dy += bytes;
      dx += bytes;
      mean += bytes;
      k += bytes;
      q += bytes;
      shift += bytes;
    }
  }
}

// @ts-ignore: decorator
@inline
export const NORMALIZE: i32 = 0;
// @ts-ignore: decorator
@inline
export const SCALE: i32 = 1;
// @ts-ignore: decorator
@inline
export const BACKWARD: i32 = 2;

/**
 * One of the passes above over channels c0 .. c0 + count of so many pixels of C channels, by tables of `period`. `way`
 * is a compile-time constant; only the way back reads dy.
 */
// @ts-ignore: decorator
@inline
export function passPixels(way: i32, x: usize, dy: usize, y: usize, tables: usize, period: i32, C: i32, c0: i32, count: i32, pixels: i32): void {
  // all channels: the pixels are one run of numbers
  const isRun = count == C;
  const step = <usize>C << 2, skipped = <usize>c0 << 2;
  const n = isRun ? pixels * C : count;
  x += skipped;
  dy += skipped;
  y += skipped;
  for (let p = isRun ? pixels - 1 : 0; p < pixels; p++) {
    if (way == NORMALIZE) normalize(x, y, tables, period, n);
    else if (way == SCALE) scaleAndShift(x, y, tables, period, n);
    else normalizeBackward(x, dy, y, tables, period, n);
    x += step;
    dy += step;
    y += step;
  }
}

/** Number c of a table of float64, rounded to float32; the rest that rounding took is returned. */
// @ts-ignore: decorator
@inline
export function putRounded(table: usize, c: i32, value: f64): f64 {
  const rounded = <f32>value;
  store<f32>(table + (<usize>c << 2), rounded);
  return value - <f64>rounded;
}

/** Number c of a variable, or what stands for it where there is none. */
// @ts-ignore: decorator
@inline
export function factorAt(variable: usize, c: i32, otherwise: f64): f64 {
  return variable ? <f64>load<f32>(variable + (<usize>c << 2)) : otherwise;
}

/** Number c of a table of float64. */
// @ts-ignore: decorator
@inline
export function wideAt(table: usize, c: i32): f64 {
  return load<f64>(table + (<usize>c << 3));
}
